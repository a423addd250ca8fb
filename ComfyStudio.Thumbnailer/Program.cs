using ComfyStudio.Images;
using ComfyStudio.Jobs;
using ComfyStudio.ServiceDefaults;
using ComfyStudio.Thumbnailer.Backlog;
using ComfyStudio.Thumbnailer.Hosting;
using ComfyStudio.Thumbnailer.Sheets;
using ComfyStudio.Thumbnailer.Thumbnails;
using ComfyStudio.Thumbnailer.Vips;

ProcessPriority.Lower();
var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.BindLoopback();
builder.Services.AddProblemDetails();
builder.AddImages();
builder.AddJobs();
builder.AddVips();
builder.AddThumbnails();
builder.AddBacklog();
builder.AddSheets();

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.MapDefaultEndpoints();
app.MapThumbnails();
app.MapBacklog();
app.MapSheets();
return await app.RunStudioAsync();
