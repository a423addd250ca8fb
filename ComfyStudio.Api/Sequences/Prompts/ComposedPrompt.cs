using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Sequences.Prompts;

/// <summary>A frame's prompt as it is put together, before alternatives are drawn.</summary>
/// <param name="Parts">In the order in which they stand in the prompt.</param>
/// <param name="Tokens">About how many the prompt has for the model that reads it.</param>
/// <param name="Limit">How many it takes in at a time.</param>
/// <param name="CutAt">Where in the prompt those beyond the limit begin; null when there are none.</param>
/// <param name="Encoder">Which text encoder is meant.</param>
/// <param name="Replaced">Words that the keywords took the place of.</param>
/// <param name="Changed">Words that the frame before does not have.</param>
internal sealed record ComposedPrompt(
    IReadOnlyList<PromptPart> Parts, string Prompt, string Negative, int Tokens, int Limit, int? CutAt, string Encoder, IReadOnlyList<Replacement> Replaced,
    IReadOnlyList<string> Changed);

/// <param name="At">Where in the prompt it begins.</param>
/// <param name="Of">The id of the person or place; null for the other kinds.</param>
internal sealed record PromptPart(PromptPartKind Kind, string Text, int At, string? Of = null);

internal sealed record Replacement(string From, string To);

[JsonConverter(typeof(JsonStringEnumConverter<PromptPartKind>))]
internal enum PromptPartKind
{
    [JsonStringEnumMemberName("style")]
    Style,

    [JsonStringEnumMemberName("person")]
    Person,

    [JsonStringEnumMemberName("place")]
    Place,

    [JsonStringEnumMemberName("action")]
    Action,

    [JsonStringEnumMemberName("shot")]
    Shot,

    [JsonStringEnumMemberName("suffix")]
    Suffix,
}
