namespace ComfyStudio.AppHost.Resources;

/// <summary>One resource named redis with three faces, so that the rest of the AppHost never asks which it is.</summary>
internal static class StudioRedis
{
    public static IResourceBuilder<IResourceWithConnectionString> AddStudioRedis(this IDistributedApplicationBuilder builder, Topology studio) =>
        RedisChoice.ForAspire(Environment.GetEnvironmentVariable) switch
        {
            RedisKind.Given => builder.AddConnectionString(Topology.Redis),
            RedisKind.Container => AddContainer(builder, studio),
            _ => AddExecutable(builder, studio),
        };

    // The image's command line is one shell word; append-only files go at its end, because an accepted job must not be lost.
    private static IResourceBuilder<RedisResource> AddContainer(IDistributedApplicationBuilder builder, Topology studio) =>
        builder.AddRedis(Topology.Redis, studio.RedisPort.Number)
            .WithoutHttpsCertificate()
            .WithDataVolume("comfystudio-redis")
            .WithPersistence()
            .WithArgs(context => context.Args[^1] = $"{context.Args[^1]} {string.Join(' ', RedisServer.Durability)}");

    // With no container engine, AddRedis would leave everything that waits for it waiting for ever.
    private static IResourceBuilder<ConnectionStringResource> AddExecutable(IDistributedApplicationBuilder builder, Topology studio)
    {
        var folder = RedisServer.CreateFolder(studio);
        var server = builder.AddExecutable(RedisServer.Executable, RedisServer.Executable, folder, [.. RedisServer.Arguments(studio)])
            .WithEndpoint(port: studio.RedisPort.Number, scheme: "tcp", name: "tcp", isProxied: false);
        var endpoint = server.GetEndpoint("tcp");
        return builder.AddConnectionString(
            Topology.Redis,
            ReferenceExpression.Create($"{endpoint.Property(EndpointProperty.Host)}:{endpoint.Property(EndpointProperty.Port)}"));
    }
}
