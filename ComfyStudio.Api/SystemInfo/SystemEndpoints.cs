using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Telemetry;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.SystemInfo;

internal static class SystemEndpoints
{
    public static WebApplicationBuilder AddSystemInfo(this WebApplicationBuilder builder)
    {
        builder.Services.AddJsonContext(SystemJson.Default);
        return builder;
    }

    public static void MapSystemInfo(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/system", Describe).WithTags("System").WithName("getSystem").WithSummary("What runs here and how it is")
            .WithDescription("Always answers, also while the queue or the images folder is away.");

    internal static async Task<Ok<SystemView>> Describe(
        FleetReader fleets, ImageRoot root, IOptions<TelemetryOptions> telemetry, CurrentOwner owner, CancellationToken cancellationToken)
    {
        var fleet = await TryReadAsync(fleets, cancellationToken);
        return TypedResults.Ok(new SystemView(
            Version, fleet?.Engines.Any(engine => engine.Snapshot.IsSimulator) ?? false, root.FullPath, telemetry.Value.DashboardUrl, owner.Name,
            root.IsOnline, fleet is not null));
    }

    private static string Version { get; } =
        typeof(SystemEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    private static async Task<Fleet?> TryReadAsync(FleetReader fleets, CancellationToken cancellationToken)
    {
        try
        {
            return await fleets.ReadAsync(cancellationToken);
        }
        catch (JobStoreUnavailableException)
        {
            return null;
        }
    }
}

/// <param name="Simulator">True when an engine only paints pictures in place of a real ComfyUI.</param>
/// <param name="DashboardUrl">Where traces can be looked at: {dashboardUrl}/traces/detail/{traceId}.</param>
/// <param name="Owner">Whose studio this is.</param>
internal sealed record SystemView(
    string Version, bool Simulator, string ImagesRoot, string? DashboardUrl, string Owner, bool ImagesOnline, bool RedisOnline);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SystemView))]
internal sealed partial class SystemJson : JsonSerializerContext;
