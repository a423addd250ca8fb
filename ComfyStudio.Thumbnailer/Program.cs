using ComfyStudio.Images;
using ComfyStudio.Jobs;
using ComfyStudio.ServiceDefaults;
using ComfyStudio.Thumbnailer.Hosting;
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

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.MapDefaultEndpoints();
app.MapThumbnails();
return await app.RunStudioAsync();
