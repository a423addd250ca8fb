using ComfyStudio.Api.Engines;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Models;

internal static class ModelEndpoints
{
    public static WebApplicationBuilder AddModels(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ModelRefresher>();
        builder.Services.AddJsonContext(ModelsJson.Default);
        return builder;
    }

    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/api/models").WithTags("Models").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        models.MapGet("", List).WithName("listModels").WithSummary("What all engines together have to choose from")
            .WithDescription("Models of engines that are away are listed too, as they were last seen; `engines` says who has them. What is older than a minute is asked for anew, and comes with `engine` events; with `refresh=true` the answer waits for it, for five seconds at most.");
        models.MapPost("refresh", Refresh).WithName("refreshModels").WithSummary("Ask every engine again what it has")
            .WithDescription("Answers at once; fresh catalogues come with `engine` events.");
    }

    internal static async Task<Ok<ModelsView>> List(FleetReader fleets, ModelRefresher refresher, CancellationToken cancellationToken, bool refresh = false)
    {
        var fleet = await fleets.ReadAsync(cancellationToken);
        if (refresh)
            fleet = await refresher.RefreshAsync(fleet, cancellationToken);
        else
            await refresher.AskOldAsync(fleet, cancellationToken);
        return TypedResults.Ok(ModelsView.Of(fleet));
    }

    internal static async Task<Accepted> Refresh(FleetReader fleets, ModelRefresher refresher, CancellationToken cancellationToken)
    {
        await refresher.AskAsync(await fleets.ReadAsync(cancellationToken), cancellationToken);
        return TypedResults.Accepted("/api/models");
    }
}
