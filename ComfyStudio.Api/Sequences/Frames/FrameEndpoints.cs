using ComfyStudio.Api.Gallery;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Producer;
using ComfyStudio.Api.Security;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Editing;
using ComfyStudio.Api.Sequences.Planning;
using ComfyStudio.Images;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Sequences.Frames;

/// <summary>One frame at a time. Each change names the version that was read and is answered with the whole sequence.</summary>
internal static class FrameEndpoints
{
    public static void MapFrames(this IEndpointRouteBuilder sequence)
    {
        var frames = sequence.MapGroup("frames").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        frames.MapPost("", Add).WithName("addFrame").WithSummary("Put a frame in")
            .WithDescription("With the id of one that was taken out it comes back with everything that was made of it.");
        frames.MapPost("order", Order).WithName("orderFrames").WithSummary("Tell the frames in another order").WithDescription("Numbers follow, files do not move.");
        frames.MapPatch("{frameId}", Edit).WithName("editFrame").WithSummary("Change a frame").WithDescription("What is left out stays.");
        frames.MapPost("{frameId}/revise", Revise).WithName("reviseFrame").RequireRateLimiting(RateLimits.Generations).WithSummary("Have a frame changed as you say")
            .WithDescription("The producer changes this frame alone; its locked cells stay, and so do its pictures. 503 when the producer is away, 502 with `raw` when its answer cannot be used.")
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status502BadGateway).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        frames.MapDelete("{frameId}", Remove).WithName("removeFrame").WithSummary("Take a frame out").WithDescription("Adding it by its id brings it back.");
        frames.MapPost("{frameId}/choose", Choose).WithName("chooseTake").WithSummary("Show one of its takes");
        frames.MapPost("{frameId}/picture", SetPicture).WithName("setFramePicture").WithSummary("Put a picture of one's own in its place, or take it away again");
    }

    internal static Task<Results<Ok<SequenceView>, ProblemHttpResult>> Add(
        string id, AddFrame request, SequenceEditor editor, SequenceBook book, SequenceViewer viewer, CurrentOwner owner, CancellationToken cancellationToken) =>
        viewer.AnswerAsync(
            editor.ChangeAsync(id, owner.Name, request.Version, (sequence, errors) => FrameEdits.Add(sequence, request, book.NewId, errors), cancellationToken), cancellationToken);

    internal static Task<Results<Ok<SequenceView>, ProblemHttpResult>> Order(
        string id, OrderFrames request, SequenceEditor editor, SequenceViewer viewer, CurrentOwner owner, CancellationToken cancellationToken) =>
        viewer.AnswerAsync(
            editor.ChangeAsync(id, owner.Name, request.Version, (sequence, errors) => FrameEdits.Order(sequence, request.Ids ?? [], errors), cancellationToken), cancellationToken);

    internal static Task<Results<Ok<SequenceView>, ProblemHttpResult>> Edit(
        string id, string frameId, EditFrame request, SequenceEditor editor, SequenceViewer viewer, CurrentOwner owner, CancellationToken cancellationToken) =>
        viewer.AnswerAsync(
            editor.ChangeAsync(id, owner.Name, request.Version, (sequence, errors) => FrameEdits.Edit(sequence, frameId, request.Frame ?? new FrameFields(), errors), cancellationToken), cancellationToken);

    internal static async Task<Results<Ok<SequenceView>, ProblemHttpResult>> Revise(
        string id, string frameId, ReviseFrame request, FrameReviser reviser, SequenceViewer viewer, CurrentOwner owner, CancellationToken cancellationToken)
    {
        try
        {
            return await viewer.AnswerAsync(reviser.ReviseAsync(id, frameId, request, owner.Name, cancellationToken), cancellationToken);
        }
        catch (ProducerException exception)
        {
            return ProducerEndpoints.Refusal(exception);
        }
    }

    internal static Task<Results<Ok<SequenceView>, ProblemHttpResult>> Remove(
        string id, string frameId, int version, SequenceEditor editor, SequenceViewer viewer, CurrentOwner owner, CancellationToken cancellationToken) =>
        viewer.AnswerAsync(
            editor.ChangeAsync(id, owner.Name, version, (sequence, errors) => FrameEdits.Remove(sequence, frameId, errors), cancellationToken), cancellationToken);

    internal static Task<Results<Ok<SequenceView>, ProblemHttpResult>> Choose(
        string id, string frameId, ChooseTake request, SequenceEditor editor, SequenceViewer viewer, CurrentOwner owner, CancellationToken cancellationToken) =>
        viewer.AnswerAsync(
            editor.ChangeAsync(id, owner.Name, request.Version, (sequence, errors) => FrameEdits.Choose(sequence, frameId, request.Take, errors), cancellationToken), cancellationToken);

    internal static Task<Results<Ok<SequenceView>, ProblemHttpResult>> SetPicture(
        string id, string frameId, SetPicture request, SequenceEditor editor, GalleryReader gallery, SequenceViewer viewer, CurrentOwner owner, CancellationToken cancellationToken) =>
        viewer.AnswerAsync(
            editor.ChangeAsync(id, owner.Name, request.Version, (sequence, errors) => Show(sequence, frameId, request.Image, gallery, owner, errors), cancellationToken), cancellationToken);

    private static Sequence? Show(Sequence sequence, string frameId, string? image, GalleryReader gallery, CurrentOwner owner, FieldErrors errors)
    {
        ImageId? picture = null;
        if (image is not null && ImageId.TryParse(image, null, out var known) && gallery.Find(known, owner) is not null)
            picture = known;
        else if (image is not null)
            errors.Add("image", "The gallery does not have this picture.");
        return FrameEdits.Find(sequence, frameId, errors) is { } frame ? sequence.WithFrame(frame with { Picture = picture }) : null;
    }
}
