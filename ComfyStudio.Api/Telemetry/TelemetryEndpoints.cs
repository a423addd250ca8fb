using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Api.Problems;
using ComfyStudio.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ComfyStudio.Api.Telemetry;

internal static class TelemetryEndpoints
{
    private const int MaxSpans = 100;
    private const int MaxBytes = 128 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static WebApplicationBuilder AddBrowserTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<TelemetryOptions>(TelemetryOptions.Section);
        builder.Services.AddSingleton<OtlpEndpoint>();
        builder.Services.AddHttpClient<BrowserSpanRelay>(http => http.Timeout = Patience)
            // The relay itself stays out of the traces.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { ActivityHeadersPropagator = null });
        builder.Services.AddJsonContext(TelemetryJson.Default);
        return builder;
    }

    public static void MapBrowserTelemetry(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/telemetry/spans", Take).WithTags("System").WithName("sendSpans").WithSummary("Spans of the browser, to complete the traces")
            .WithDescription("At most 100 at a time. They appear under the service name `web`; without a place to send them they are dropped.")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBytes))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    internal static async Task<Results<NoContent, ProblemHttpResult>> Take(
        IReadOnlyList<BrowserSpan> spans, BrowserSpanRelay relay, CancellationToken cancellationToken)
    {
        // The flush of a page's spans is no work of the page.
        Activity.Current?.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;

        var errors = new FieldErrors();
        if (spans.Count > MaxSpans)
            return ProblemKinds.Validation.With($"At most {MaxSpans} spans at a time.");
        foreach (var (index, span) in spans.Index())
            span.Check($"[{index}]", errors);
        if (errors.Any)
            return errors.ToProblem();

        await relay.SendAsync(spans, cancellationToken);
        return TypedResults.NoContent();
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<BrowserSpan>))]
internal sealed partial class TelemetryJson : JsonSerializerContext;
