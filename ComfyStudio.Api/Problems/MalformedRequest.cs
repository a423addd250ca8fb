using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;

namespace ComfyStudio.Api.Problems;

/// <summary>Says what is wrong with a request that could not even be read, and where, in words without type names.</summary>
internal static partial class MalformedRequest
{
    public static ProblemDetails Describe(BadHttpRequestException exception) => exception switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            StudioExceptionHandler.Document(ProblemKinds.TooLarge, "The body is larger than this address takes."),
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } =>
            StudioExceptionHandler.Document(ProblemKinds.UnsupportedMediaType, "Send the body with Content-Type: application/json."),
        { InnerException: JsonException json } => DescribeJson(json),
        _ => DescribeParameter(exception),
    };

    private static ProblemDetails DescribeJson(JsonException exception)
    {
        var field = IsWrongKind(exception) || IsUnknown(exception) ? FieldOf(exception.Path) : "";
        var reason = ReasonOf(exception, field);
        var problem = StudioExceptionHandler.Document(
            ProblemKinds.MalformedRequest, $"{reason} (line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}).");
        if (field.Length > 0)
            problem.Extensions["errors"] = new Dictionary<string, string[]> { [field] = [reason + "."] };
        return problem;
    }

    private static ProblemDetails DescribeParameter(BadHttpRequestException exception)
    {
        var match = UnboundParameter().Match(exception.Message);
        if (!match.Success)
            return StudioExceptionHandler.Document(ProblemKinds.MalformedRequest, "The request lacks its body, or a part of it cannot be read.");

        var (name, value) = (JsonNamingPolicy.CamelCase.ConvertName(match.Groups["name"].Value), match.Groups["value"].Value);
        var problem = StudioExceptionHandler.Document(ProblemKinds.Validation, $"'{value}' does not fit '{name}'.");
        problem.Extensions["errors"] = new Dictionary<string, string[]> { [name] = [$"'{value}' does not fit here."] };
        return problem;
    }

    // "$.slots.steps" or "$['slots']" to "slots.steps".
    private static string FieldOf(string? path) => (path ?? "").TrimStart('$').TrimStart('.').Replace("['", "", StringComparison.Ordinal).Replace("']", "", StringComparison.Ordinal);

    private static bool IsWrongKind(JsonException exception) => exception.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal);

    private static bool IsUnknown(JsonException exception) => exception.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal);

    private static string ReasonOf(JsonException exception, string field)
    {
        if (IsWrongKind(exception))
            return field.Length > 0 ? $"'{field}' has a value of the wrong kind" : "The body has the wrong shape: an object was expected";
        if (IsUnknown(exception))
            return $"There is no field '{field}' here";
        if (exception.Message.Contains("missing required properties", StringComparison.Ordinal))
            return "The body lacks " + exception.Message[(exception.Message.LastIndexOf(':') + 1)..].Trim().TrimEnd('.');

        if (exception.Message.Contains(NoNullElements.Reason, StringComparison.Ordinal))
            return exception.Message[..(exception.Message.IndexOf(NoNullElements.Reason, StringComparison.Ordinal) + NoNullElements.Reason.Length)];

        var end = exception.Message.IndexOf(" Path:", StringComparison.Ordinal);
        return "This is not JSON: " + (end < 0 ? exception.Message : exception.Message[..end]).TrimEnd('.', ' ');
    }

    [GeneratedRegex("""parameter "\S+ (?<name>\w+)" from "(?<value>.*)"\.$""")]
    private static partial Regex UnboundParameter();
}
