using System.Security.Cryptography;
using System.Text.Json;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Generation;

/// <summary>Pictures to be made from one template with one set of values.</summary>
/// <param name="Template">The id of a template, see GET /api/templates.</param>
/// <param name="Slots">Values by slot name; what is left out takes the slot's default.</param>
/// <param name="Count">How many pictures, each with its own seed; 1 when left out.</param>
/// <param name="Engine">The id of the one engine that is to make them; null for any that can.</param>
/// <param name="Priority">0 (first) to 9 (last); 5 when left out.</param>
/// <param name="Draft">A quick look: few steps and half the size, with the seed that the picture proper would have.</param>
/// <param name="Style">The name of a style to put around the prompt, see GET /api/prompts/styles.</param>
/// <param name="RetryOf">An ended job that this tries again with other values; the two are linked.</param>
[NoUnknownFields]
internal sealed record GenerationRequest(
    string? Template, IReadOnlyDictionary<string, JsonElement>? Slots, int? Count = null, string? Engine = null, int? Priority = null, JobId? RetryOf = null,
    bool Draft = false, string? Style = null)
{
    /// <summary>Equal for equal requests, whatever the order and spacing of their JSON.</summary>
    public string Fingerprint()
    {
        var ordered = this with { Slots = new SortedDictionary<string, JsonElement>(Slots?.ToDictionary() ?? [], StringComparer.Ordinal) };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(ordered, GenerationJson.Default.GenerationRequest)));
    }
}
