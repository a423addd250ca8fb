using ComfyStudio.Api.Problems;
using ComfyStudio.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Engines;

internal static class EngineEndpoints
{
    public static WebApplicationBuilder AddEngines(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FleetReader>();
        builder.Services.AddSingleton<EngineEditor>();
        builder.Services.AddSingleton<EngineNodes>();
        builder.Services.AddJsonContext(EnginesJson.Default);
        return builder;
    }

    public static void MapEngines(this IEndpointRouteBuilder routes)
    {
        var engines = routes.MapGroup("/api/engines").WithTags("Engines");
        engines.MapGet("", List).WithName("listEngines").WithSummary("Every engine and how it is");
        engines.MapGet("{id}", Find).WithName("getEngine").WithSummary("One engine").ProducesProblem(StatusCodes.Status404NotFound);
        engines.MapPost("{id}/refresh", Refresh).WithName("refreshEngine").WithSummary("Ask an engine again for its models and nodes")
            .WithDescription("Answers at once; the fresh catalogue comes with an `engine` event.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        engines.MapEditing();
    }

    internal static async Task<Ok<IReadOnlyList<EngineView>>> List(FleetReader fleet, CancellationToken cancellationToken) =>
        TypedResults.Ok<IReadOnlyList<EngineView>>([.. (await fleet.ReadAsync(cancellationToken)).Engines.Select(EngineView.Of)]);

    internal static async Task<Results<Ok<EngineView>, ProblemHttpResult>> Find(string id, FleetReader fleet, CancellationToken cancellationToken) =>
        await fleet.FindAsync(id, cancellationToken) is { } engine ? TypedResults.Ok(EngineView.Of(engine)) : Unknown(id);

    internal static async Task<Results<Accepted, ProblemHttpResult>> Refresh(string id, EngineRegistry registry, CancellationToken cancellationToken)
    {
        if (await registry.FindAsync(id, cancellationToken) is null)
            return Unknown(id);
        await registry.RequestRefreshAsync(id, cancellationToken);
        return TypedResults.Accepted($"/api/engines/{id}");
    }

    internal static ProblemHttpResult Unknown(string id) => ProblemKinds.NotFound.With($"There is no engine '{id}'.");
}
