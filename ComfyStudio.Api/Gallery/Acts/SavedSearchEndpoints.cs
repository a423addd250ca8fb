using ComfyStudio.Api.Problems;
using ComfyStudio.Images.Marks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Gallery.Acts;

internal static class SavedSearchEndpoints
{
    private const int LongestQuery = 4000;

    public static void MapSavedSearches(this IEndpointRouteBuilder routes)
    {
        var searches = routes.MapGroup("/api/searches").WithTags("Searches").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        searches.MapGet("", List).WithName("listSavedSearches").WithSummary("Searches that were kept, by name");
        searches.MapPost("", Add).WithName("saveSearch").WithSummary("Keeps a search under a name").ProducesProblem(StatusCodes.Status400BadRequest);
        searches.MapDelete("{id:hexid}", Delete).WithName("deleteSavedSearch").WithSummary("Forgets a search").ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static Ok<IReadOnlyList<SavedSearch>> List(SavedSearchBook searches) =>
        TypedResults.Ok<IReadOnlyList<SavedSearch>>([.. searches.List().OrderBy(search => search.Name, StringComparer.OrdinalIgnoreCase)]);

    internal static Results<Created<SavedSearch>, ProblemHttpResult> Add(NewSearch request, SavedSearchBook searches)
    {
        var errors = new FieldErrors();
        MarkRules.CheckName(request.Name, errors);
        if (request.Query is not { Length: <= LongestQuery })
            errors.Add("query", $"A search has at most {LongestQuery} characters.");
        if (errors.Any)
            return errors.ToProblem();
        var search = searches.Add(request.Name.Trim(), request.Query.TrimStart('?'));
        return TypedResults.Created($"/api/searches/{search.Id}", search);
    }

    internal static Results<NoContent, ProblemHttpResult> Delete(string id, SavedSearchBook searches) =>
        searches.Delete(id) ? TypedResults.NoContent() : ProblemKinds.NotFound.With($"There is no saved search '{id}'.");
}

/// <param name="Query">As it stands in the address of the gallery's page.</param>
internal sealed record NewSearch(string Name, string Query);
