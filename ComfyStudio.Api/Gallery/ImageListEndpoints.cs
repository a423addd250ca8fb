using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Images;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ComfyStudio.Api.Gallery;

/// <summary>What matches a filter: page by page, as one map, and counted by its properties.</summary>
internal static class ImageListEndpoints
{
    private const int MostPerPage = 500;
    private const int UsualPage = 60;

    public static void MapImageLists(this RouteGroupBuilder images)
    {
        images.MapGet("", List).WithName("listImages").WithSummary("Images, page by page")
            .WithDescription("Repeat a parameter for any of its values. `next` is the `after` of the next page. `count` and `totalBytes` are of all that match, `total` of the gallery.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        images.MapGet("map", Map).WithName("mapImages").WithSummary("The shape of a whole result")
            .WithDescription("Sizes, days and the `after` of every chunk. Ask again with `If-None-Match`: 304 while nothing changed.")
            .Produces<ImageMapView>().Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        images.MapGet("ids", ListIds).WithName("listImageIds").WithSummary("The ids of all that match, in one answer")
            .WithDescription("For whoever does something to all of them. 100 000 are three and a half megabytes.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        images.MapGet("facets", Facets).WithName("countImages").WithSummary("What a result is made of")
            .WithDescription("For each property its commonest values, counted under all filters but its own.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        images.MapGet("unreadable", ListUnreadable).WithName("listUnreadableImages").WithSummary("Files that look like images and are none, or are damaged");
        images.MapPost("missing/forget", ForgetMissing).WithName("forgetMissingImages").WithSummary("Believe that all missing files were taken away on purpose")
            .WithDescription("When very many files vanish at once they stay listed as missing, and are forgotten when they are gone still ten minutes later. This forgets them now.");
    }

    internal static Results<Ok<ImagePageView>, ProblemHttpResult> List(
        [AsParameters] ImageListQuery query, ImageIndex index, ImagePlaceholders placeholders, ImageRoot root, CurrentOwner owner, TimeProvider time)
    {
        var errors = new FieldErrors();
        var limit = query.Limit ?? UsualPage;
        if (limit is < 1 or > MostPerPage)
            errors.Add("limit", $"Limit must be from 1 to {MostPerPage}.");
        ImageCursor? after = null;
        if (!string.IsNullOrEmpty(query.After) && !GalleryCursor.TryRead(query.After, out after))
            errors.Add("after", "This is not the 'next' of a page.");
        var sort = SortOf(query.Sort, errors);
        if (query.ToFilter(owner, time.LocalTimeZone, errors) is not { } filter)
            return errors.ToProblem();
        return ImageQuery.WhyImpossible(filter) is { } problem
            ? problem
            : TypedResults.Ok(ImagePageView.Of(index.List(filter, sort, after, limit), index.Status, placeholders, root));
    }

    internal static Results<Ok<ImageMapView>, StatusCodeHttpResult, ProblemHttpResult> Map(
        [AsParameters] ImageMapQuery query, ImageIndex index, CurrentOwner owner, TimeProvider time, HttpContext http)
    {
        var errors = new FieldErrors();
        var sort = SortOf(query.Sort, errors);
        if (query.ToFilter(owner, time.LocalTimeZone, errors) is not { } filter)
            return errors.ToProblem();
        if (ImageQuery.WhyImpossible(filter) is { } problem)
            return problem;

        if (IsKnown(http.Request, index.Revision))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var map = index.Map(filter, sort);
        http.Response.Headers.ETag = Tag(map.Revision).ToString();
        http.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.Ok(ImageMapView.Of(map));
    }

    internal static Results<Ok<IReadOnlyList<ImageId>>, ProblemHttpResult> ListIds([AsParameters] ImageMapQuery query, ImageIndex index, CurrentOwner owner, TimeProvider time)
    {
        var errors = new FieldErrors();
        var sort = SortOf(query.Sort, errors);
        if (query.ToFilter(owner, time.LocalTimeZone, errors) is not { } filter)
            return errors.ToProblem();
        return ImageQuery.WhyImpossible(filter) is { } problem ? problem : TypedResults.Ok(index.Select(filter, sort));
    }

    internal static Results<Ok<ImageFacetsView>, ProblemHttpResult> Facets(
        [AsParameters] ImageQuery query, ImageIndex index, FacetLabels labels, CurrentOwner owner, TimeProvider time)
    {
        var errors = new FieldErrors();
        if (query.ToFilter(owner, time.LocalTimeZone, errors) is not { } filter)
            return errors.ToProblem();
        return ImageQuery.WhyImpossible(filter) is { } problem ? problem : TypedResults.Ok(labels.Name(ImageFacetsView.Of(index.Facets(filter)), filter));
    }

    internal static async Task<NoContent> ForgetMissing(ImageIndex index, CancellationToken cancellationToken)
    {
        await index.ForgetMissingAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    internal static Ok<IReadOnlyList<UnreadableImage>> ListUnreadable(ImageIndex index) => TypedResults.Ok(index.Unreadable);

    private static ImageSort SortOf(string? text, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text))
            return ImageSort.Newest;
        if (!Enum.TryParse<ImageSort>(text, ignoreCase: true, out var sort) || !Enum.IsDefined(sort))
            errors.Add("sort", "Sort by newest, oldest, model, prompt or rating.");
        return sort;
    }

    private static bool IsKnown(HttpRequest request, string revision) =>
        request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Compare(Tag(revision), useStrongComparison: false));

    private static EntityTagHeaderValue Tag(string revision) => new($"\"{revision}\"");
}
