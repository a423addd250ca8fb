using ComfyStudio.Api.Engines;
using ComfyStudio.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Models;

internal static class ModelEndpoints
{
    public static WebApplicationBuilder AddModels(this WebApplicationBuilder builder)
    {
        builder.Services.AddJsonContext(ModelsJson.Default);
        return builder;
    }

    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/api/models").WithTags("Models").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        models.MapGet("", List).WithName("listModels").WithSummary("What all engines together have to choose from")
            .WithDescription("Models of engines that are away are listed too, as they were last seen; `engines` says who has them.");
        models.MapPost("refresh", Refresh).WithName("refreshModels").WithSummary("Ask every engine again what it has")
            .WithDescription("Answers at once; fresh catalogues come with `engine` events.");
    }

    internal static async Task<Ok<ModelsView>> List(FleetReader fleet, CancellationToken cancellationToken) =>
        TypedResults.Ok(ModelsView.Of(await fleet.ReadAsync(cancellationToken)));

    internal static async Task<Accepted> Refresh(FleetReader fleet, EngineRegistry registry, CancellationToken cancellationToken)
    {
        foreach (var engine in (await fleet.ReadAsync(cancellationToken)).Engines)
            await registry.RequestRefreshAsync(engine.Id, cancellationToken);
        return TypedResults.Accepted("/api/models");
    }
}
