using ComfyStudio.ComfyUI;

namespace ComfyStudio.Worker.Failures;

/// <summary>ComfyUI's validation errors in plain words.</summary>
internal static class RejectionText
{
    /// <summary>An error that names a field says more than one that only follows from it.</summary>
    public static GraphError? MostTelling(IReadOnlyList<GraphError> errors) =>
        errors.OrderBy(error => error.Type.StartsWith("exception", StringComparison.Ordinal))
            .ThenBy(error => error.Input is null)
            .FirstOrDefault();

    public static string Of(GraphError error)
    {
        var where = $"{error.NodeType} (node {error.NodeId})";
        return error.Type switch
        {
            "value_not_in_list" => $"{where} does not offer this {error.Input ?? "value"}: {Cut(error.Details)}",
            "required_input_missing" => $"{where} needs a value for {error.Input ?? Cut(error.Details)}.",
            "value_smaller_than_min" => $"{error.Input} of {where} is too small: {Cut(error.Details)}",
            "value_bigger_than_max" => $"{error.Input} of {where} is too large: {Cut(error.Details)}",
            "invalid_input_type" => $"{error.Input} of {where} is of the wrong kind: {Cut(error.Details)}",
            "return_type_mismatch" => $"{error.Input} of {where} is linked to something of another kind: {Cut(error.Details)}",
            "custom_validation_failed" => $"{where}: {Cut(error.Details)}",
            _ => $"{where}: {error.Message}{(error.Details.Length > 0 ? $" ({Cut(error.Details)})" : "")}",
        };
    }

    public static string Of(PromptRejectedException rejection) => rejection.ErrorType switch
    {
        "missing_node_type" => $"{Sentence(rejection)} Install the custom node that provides it on the engine.",
        _ => Sentence(rejection),
    };

    public static string All(PromptRejectedException rejection) => string.Join(
        '\n', rejection.Errors.Select(Of).Prepend($"{rejection.ErrorType}: {rejection.Message} {rejection.Details}".TrimEnd()));

    private static string Sentence(PromptRejectedException rejection) =>
        rejection.Details.Length > 0 ? $"{rejection.Message} ({Cut(rejection.Details)})." : rejection.Message.TrimEnd('.') + ".";

    private static string Cut(string text) => text.Length <= 300 ? text : text[..300] + "…";
}
