using ComfyStudio.AppHost;
using ComfyStudio.AppHost.Resources;

var builder = DistributedApplication.CreateBuilder(args);
var studio = new Topology(Environment.GetEnvironmentVariable);
var engines = await Engine.FindAsync(Environment.GetEnvironmentVariable, studio, CancellationToken.None);

var redis = builder.AddStudioRedis(studio);

var thumbnailer = builder.AddProject<Projects.ComfyStudio_Thumbnailer>(Topology.Thumbnailer, launchProfileName: null)
    .WithStudioPort(studio.ThumbnailerPort)
    .WithReference(redis)
    .WaitFor(redis)
    .WithLibvips(studio);

var api = builder.AddProject<Projects.ComfyStudio_Api>(Topology.Api, launchProfileName: null)
    .WithStudioPort(studio.ApiPort, studio.AllowRemote)
    .WithReference(redis)
    .WaitFor(redis)
    .WaitFor(thumbnailer)
    .WithEnvironment(Topology.AllowRemoteKey, studio.AllowRemote ? "true" : "false")
    .WithEnvironment(Topology.CorsOriginKey, studio.WebPort.Localhost)
    .WithEnvironment(Topology.ThumbnailerAddressKey, thumbnailer.GetEndpoint("http"))
    .WithEnvironment(Topology.TemplatesFolderKey, studio.TemplatesFolder)
    .WithEnvironment(Topology.DashboardUrlKey, builder.Configuration["ASPNETCORE_URLS"])
    .WithExternalHttpEndpoints();

builder.AddProject<Projects.ComfyStudio_Worker>(Topology.Worker, launchProfileName: null)
    .WithStudioPort(studio.WorkerPort)
    .WithReference(redis)
    .WaitFor(redis)
    .WithEngines(engines, studio);

builder.AddViteApp(Topology.Web, studio.WebFolder)
    .WithStudioPort(studio.WebPort, studio.AllowRemote)
    .WithEnvironment(Topology.WebApiUrlKey, api.GetEndpoint("http"))
    .WithExternalHttpEndpoints()
    .WaitFor(api);

await builder.Build().RunAsync();
