using ComfyStudio.Api.Live;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Images;
using ComfyStudio.Images.Marks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Gallery.Acts;

/// <summary>What people note about images: favourite, rating, tags, a note.</summary>
internal static class MarkEndpoints
{
    public static void MapMarks(this RouteGroupBuilder images)
    {
        images.MapPatch("marks", Change).WithName("changeImageMarks").WithSummary("Notes something about images")
            .WithDescription("What is left out stays. Answers what was noted before, which `PUT` puts back.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        images.MapPut("marks", Set).WithName("setImageMarks").WithSummary("Notes exactly this about images: undo")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    internal static async Task<Results<Ok<FormerMarks>, ProblemHttpResult>> Change(
        MarkChange request, ImageMarker marker, CurrentOwner owner, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        request.Check(errors);
        if (errors.Any)
            return errors.ToProblem();
        return await marker.MarkAsync(request.Ids, owner, (_, marks) => request.Apply(marks), cancellationToken) is { } former
            ? TypedResults.Ok(former)
            : ProblemKinds.NotFound.With("None of these images is there any more.");
    }

    internal static async Task<Results<Ok<FormerMarks>, ProblemHttpResult>> Set(
        ExactMarks request, ImageMarker marker, CurrentOwner owner, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        request.Check(errors);
        if (errors.Any)
            return errors.ToProblem();
        var wanted = request.Marks.DistinctBy(marks => marks.Id).ToDictionary(marks => marks.Id);
        return await marker.MarkAsync([.. wanted.Keys], owner, (id, marks) => wanted[id].Apply(marks), cancellationToken) is { } former
            ? TypedResults.Ok(former)
            : ProblemKinds.NotFound.With("None of these images is there any more.");
    }
}

/// <summary>From ids of images to what is noted of their content, and word of it to every open page.</summary>
internal sealed class ImageMarker(GalleryReader gallery, ImageIndex index, MarksBook marks, LiveHub hub)
{
    /// <returns>What was noted before of those that are there; null when none is.</returns>
    public async Task<FormerMarks?> MarkAsync(
        IReadOnlyList<ImageId> ids, CurrentOwner owner, Func<ImageId, ImageMarks, ImageMarks> change, CancellationToken cancellationToken)
    {
        var (found, contents) = (new List<ImageId>(), new List<NotedContent>());
        foreach (var id in ids.Distinct())
        {
            if (gallery.Find(id, owner) is not { } record || await index.HashAsync(id, cancellationToken) is not { } hash)
                continue;
            found.Add(id);
            contents.Add(new NotedContent(hash, record.Bytes));
        }

        if (found.Count == 0)
            return null;

        // Two files of one content have one note; the first of the ids speaks for it.
        var idOf = contents.Zip(found).DistinctBy(pair => pair.First.Content).ToDictionary(pair => pair.First.Content, pair => pair.Second);
        var former = marks.Change(contents, (content, before) => change(idOf[content.Content], before));
        hub.Broadcast(MarksMessage.Of(found));
        return new FormerMarks([.. found.Zip(former, ImageMarksView.Of)]);
    }
}

internal sealed record MarkChange(
    IReadOnlyList<ImageId> Ids, bool? Favorite = null, int? Rating = null, IReadOnlyList<string>? AddTags = null, IReadOnlyList<string>? RemoveTags = null, string? Note = null)
{
    public void Check(FieldErrors errors)
    {
        MarkRules.CheckIds(Ids, errors);
        MarkRules.Check(Rating, AddTags, "addTags", Note, errors);
        if (Favorite is null && Rating is null && AddTags is null && RemoveTags is null && Note is null)
            errors.Add("ids", "Say what to note: favorite, rating, addTags, removeTags or note.");
    }

    public ImageMarks Apply(ImageMarks marks) => marks with
    {
        IsFavorite = Favorite ?? marks.IsFavorite,
        Rating = Rating ?? marks.Rating,
        Note = Note is null ? marks.Note : Note.Trim() is { Length: > 0 } note ? note : null,
        Tags = MarkRules.Tidy(marks.Tags.Except(MarkRules.Tidy(RemoveTags ?? []), StringComparer.OrdinalIgnoreCase).Concat(AddTags ?? [])),
    };
}

internal sealed record ExactMarks(IReadOnlyList<ImageMarksView> Marks)
{
    public void Check(FieldErrors errors)
    {
        MarkRules.CheckIds(Marks, errors, "marks");
        foreach (var marks in Marks ?? [])
            MarkRules.Check(marks.Rating, marks.Tags, "tags", marks.Note, errors);
    }
}

/// <param name="Former">Of each image, what was noted before.</param>
internal sealed record FormerMarks(IReadOnlyList<ImageMarksView> Former);

internal sealed record ImageMarksView(ImageId Id, bool Favorite, int Rating, IReadOnlyList<string> Tags, string? Note)
{
    public static ImageMarksView Of(ImageId id, ImageMarks marks) => new(id, marks.IsFavorite, marks.Rating, marks.Tags, marks.Note);

    public ImageMarks Apply(ImageMarks marks) => marks with
    {
        IsFavorite = Favorite,
        Rating = Rating,
        Tags = MarkRules.Tidy(Tags),
        Note = string.IsNullOrWhiteSpace(Note) ? null : Note.Trim(),
    };
}

internal static class MarkRules
{
    private const int MostIds = 10_000;
    private const int MostTags = 100;
    private const int LongestTag = 50;
    private const int LongestNote = 4000;
    private const int LongestName = 100;

    public static void CheckIds<T>(IReadOnlyList<T>? ids, FieldErrors errors, string field = "ids")
    {
        if (ids is not { Count: > 0 and <= MostIds })
            errors.Add(field, $"Name 1 to {MostIds} images.");
    }

    public static void CheckName(string? name, FieldErrors errors)
    {
        if (name?.Trim() is not { Length: > 0 and <= LongestName })
            errors.Add("name", $"A name has 1 to {LongestName} characters.");
    }

    public static void Check(int? rating, IReadOnlyList<string>? tags, string tagsField, string? note, FieldErrors errors)
    {
        if (rating is < 0 or > 5)
            errors.Add("rating", "A rating is from 1 to 5, or 0 for none.");
        if (tags?.Count > MostTags || tags?.Any(tag => tag?.Trim() is not { Length: > 0 and <= LongestTag }) == true)
            errors.Add(tagsField, $"A tag has 1 to {LongestTag} characters, and an image at most {MostTags} tags.");
        if (note?.Length > LongestNote)
            errors.Add("note", $"A note has at most {LongestNote} characters.");
    }

    /// <summary>Each once, however it was typed, in the order of the alphabet.</summary>
    public static IReadOnlyList<string> Tidy(IEnumerable<string> tags) =>
        [.. tags.Select(tag => tag.Trim()).Where(tag => tag.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).Take(MostTags)];
}
