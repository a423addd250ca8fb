namespace ComfyStudio.Api.Prompts;

/// <summary>Words that are put around a prompt.</summary>
/// <param name="Prefix">Before the prompt.</param>
/// <param name="Suffix">After it.</param>
/// <param name="Negative">After the negative prompt, where the template has one.</param>
internal sealed record PromptStyle(string Name, string? Prefix = null, string? Suffix = null, string? Negative = null)
{
    public string Around(string prompt) => Join(Prefix, prompt, Suffix);

    public string Against(string negative) => Join(negative, Negative);

    private static string Join(params IEnumerable<string?> parts) =>
        string.Join(", ", parts.Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => part!.Trim().Trim(',').Trim()));
}
