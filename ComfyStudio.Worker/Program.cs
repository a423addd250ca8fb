using ComfyStudio.Images;
using ComfyStudio.Jobs;
using ComfyStudio.ServiceDefaults;
using ComfyStudio.Worker;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddJobs();
builder.AddImages();
builder.AddWorker();
if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
    builder.WebHost.UseUrls("http://127.0.0.1:8002");
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(5));

var app = builder.Build();
app.MapDefaultEndpoints();
return await app.RunStudioAsync();
