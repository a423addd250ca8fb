using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Models;

internal static class ModelEndpoints
{
    public static WebApplicationBuilder AddModels(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ModelRefresher>();
        builder.Services.AddSingleton<ModelDetailsReader>();
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
        models.MapGet("{folder}/details", Details).WithName("getModelDetails").WithSummary("What is noted in a model's file")
            .WithDescription("Words that it was taught, a picture, a title: as far as whoever made it noted them. Read by an engine that has the file, once a day; `engine` names the one to ask.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        models.MapGet("{folder}/preview", Preview).WithName("getModelPreview").WithSummary("The picture that is noted in a model's file")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg").ProducesProblem(StatusCodes.Status404NotFound);
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

    internal static async Task<Results<Ok<ModelDetailsView>, ProblemHttpResult>> Details(
        string folder, string name, ModelDetailsReader details, CancellationToken cancellationToken, string? engine = null) =>
        await details.FindAsync(folder, name, engine, cancellationToken) switch
        {
            FoundDetails.Told told => TypedResults.Ok(ModelDetailsView.Of(folder, name, told)),
            var other => Missing(other, folder, name),
        };

    internal static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Preview(
        string folder, string name, HttpResponse response, ModelDetailsReader details, CancellationToken cancellationToken, string? engine = null)
    {
        var found = await details.FindAsync(folder, name, engine, cancellationToken);
        if (found is not FoundDetails.Told told)
            return Missing(found, folder, name);
        if (told.Details is not { Preview: { } picture, PreviewType: { } type })
            return ProblemKinds.NotFound.With($"There is no picture in '{name}'.");
        // Somebody else's file: shown as a picture, never run as a document.
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.CacheControl = "private, max-age=3600";
        return TypedResults.File(picture, type);
    }

    private static ProblemHttpResult Missing(FoundDetails found, string folder, string name) => found is FoundDetails.NoSuchModel
        ? ProblemKinds.NotFound.With($"No engine has '{name}' in its folder '{folder}'.")
        : ProblemKinds.EngineAway.With($"No engine that has '{name}' answers. Try again in a moment.");

    internal static async Task<Accepted> Refresh(FleetReader fleets, ModelRefresher refresher, CancellationToken cancellationToken)
    {
        await refresher.AskAsync(await fleets.ReadAsync(cancellationToken), cancellationToken);
        return TypedResults.Accepted("/api/models");
    }
}
