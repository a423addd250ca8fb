using ComfyStudio.Api.Gallery;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences;
using ComfyStudio.Api.Sequences.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Continuity;

internal static class ContinuityEndpoints
{
    public static WebApplicationBuilder AddContinuity(this WebApplicationBuilder builder)
    {
        builder.Services.AddThumbnailerClient<ComparisonClient>();
        builder.Services.AddTransient<ContinuityReader>();
        builder.Services.AddJsonContext(ContinuityJson.Default);
        return builder;
    }

    public static void MapContinuity(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/sequences/{id:hexid}/continuity", Read).WithTags("Sequences").WithName("getContinuity").WithSummary("How well neighbouring pictures go together")
            .WithDescription("""
                Numbers with what they mean, as advice: nothing is refused for them. `palette` is how far the colours of two pictures are apart, from 0 to 100;
                `likeness` how alike their shapes are, 1 for the same and about 0.5 for nothing in common.
                """)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    internal static async Task<Results<Ok<ContinuityView>, ProblemHttpResult>> Read(
        string id, SequenceBook book, ContinuityReader reader, CurrentOwner owner, CancellationToken cancellationToken) =>
        book.Find(id, owner.Name) is not { } sequence ? SequenceAnswers.Unknown(id)
        : await reader.FindAsync(sequence, cancellationToken) is { } view ? TypedResults.Ok(view)
        : ProblemKinds.ThumbnailsBusy.With("The Thumbnailer, which compares pictures, is busy or away. Try again in a moment.");
}
