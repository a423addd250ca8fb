using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Problems;

/// <summary>One kind of refusal: what <c>type</c>, <c>title</c> and <c>status</c> of its problem documents say.</summary>
/// <param name="RetryAfterSeconds">When trying again makes sense, sent as <c>Retry-After</c>.</param>
internal sealed record ProblemKind(string Name, int Status, string Title, int? RetryAfterSeconds = null)
{
    public string Type => $"/problems/{Name}";

    public ProblemHttpResult With(string detail) => TypedResults.Problem(detail, statusCode: Status, title: Title, type: Type);

    public ProblemHttpResult With(string detail, IReadOnlyDictionary<string, string[]> errors) =>
        TypedResults.Problem(detail, statusCode: Status, title: Title, type: Type, extensions: ErrorsExtension(errors));

    public static Dictionary<string, object?> ErrorsExtension(IReadOnlyDictionary<string, string[]> errors) => new() { ["errors"] = errors };
}
