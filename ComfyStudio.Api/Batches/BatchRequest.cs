using System.Security.Cryptography;
using System.Text.Json;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Batches;

/// <summary>Many pictures from one template: rows of a list × values of axes × seeds.</summary>
/// <param name="Template">The id of a template, see GET /api/templates.</param>
/// <param name="Slots">What all of them share, by slot name; what is left out takes the slot's default.</param>
/// <param name="Title">For people; the beginning of the prompt when left out.</param>
/// <param name="Engine">The id of the one engine that is to make them; null for any that can.</param>
/// <param name="Priority">0 (first) to 9 (last); 5 when left out.</param>
/// <param name="Style">The name of a style to put around the prompts, see GET /api/prompts/styles.</param>
/// <param name="StopAtFirstFailure">What waits is cancelled when one fails; otherwise the rest goes on.</param>
/// <param name="Seeds">How many pictures of each cell; null for one with the seed of the slots.</param>
/// <param name="Axes">Three at most. Those of the later ones change faster.</param>
/// <param name="List">A row for each line.</param>
[NoUnknownFields]
internal sealed record BatchRequest(
    string? Template, IReadOnlyDictionary<string, JsonElement>? Slots, string? Title = null, string? Engine = null, int? Priority = null,
    string? Style = null, bool StopAtFirstFailure = false, BatchSeeds? Seeds = null, IReadOnlyList<BatchAxis>? Axes = null, BatchList? List = null,
    BatchWildcards? Wildcards = null)
{
    /// <summary>Equal for equal requests, whatever the order and spacing of their JSON.</summary>
    public string Fingerprint()
    {
        var ordered = this with { Slots = new SortedDictionary<string, JsonElement>(Slots?.ToDictionary() ?? [], StringComparer.Ordinal) };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(ordered, BatchesJson.Default.BatchRequest)));
    }
}

/// <param name="Count">Pictures of each cell.</param>
/// <param name="Random">A seed of its own for each; along the axes they stay the same, so that only what the axes say differs.</param>
/// <param name="Base">Without random seeds: the first one; each next is one higher.</param>
[NoUnknownFields]
internal sealed record BatchSeeds(int Count = 1, bool Random = true, Seed? Base = null);

/// <summary>A slot that goes through values, given one by one or as a range.</summary>
/// <param name="Label">For people; the slot's own when left out.</param>
/// <param name="ZipWith">The place of an earlier axis, from 0, that this one goes along with, value by value; null to combine with all.</param>
[NoUnknownFields]
internal sealed record BatchAxis(
    string? Slot, string? Label = null, IReadOnlyList<JsonElement>? Values = null, BatchRange? Range = null, int? ZipWith = null);

/// <summary>From one number to another, both included where the steps meet them.</summary>
[NoUnknownFields]
internal sealed record BatchRange(decimal From, decimal To, decimal Step);

/// <param name="Format"><c>lines</c>, <c>csv</c>, <c>tsv</c> or <c>auto</c>. Each line goes into the prompt.</param>
/// <param name="Columns">The slot of a column, by its header or its number from 1; a header that is a slot's name or label needs none.</param>
[NoUnknownFields]
internal sealed record BatchList(string? Text, string? Format = "auto", IReadOnlyDictionary<string, string>? Columns = null);

/// <param name="WithoutRepeats">No text is drawn a second time before all have been.</param>
[NoUnknownFields]
internal sealed record BatchWildcards(bool WithoutRepeats = false);

/// <summary>More of a batch, in one of three ways.</summary>
/// <param name="Seeds">So many more of each cell.</param>
/// <param name="Rows">More rows of its list: texts in the order of its columns.</param>
[NoUnknownFields]
internal sealed record GrowBatch(int? Seeds = null, GrowAxis? Axis = null, IReadOnlyList<IReadOnlyList<string>>? Rows = null)
{
    public string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, BatchesJson.Default.GrowBatch)));
}

/// <param name="Index">The place of the axis, from 0.</param>
[NoUnknownFields]
internal sealed record GrowAxis(int Index, IReadOnlyList<JsonElement> Values);

internal sealed record RenameBatch(string? Title);
