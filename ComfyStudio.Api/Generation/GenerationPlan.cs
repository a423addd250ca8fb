using System.Text.Json;
using ComfyStudio.Api.Templates;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Generation;

/// <summary>A request that holds: every slot has a value, every image its seed.</summary>
internal sealed record GenerationPlan(
    Template Template, IReadOnlyDictionary<string, JsonElement> Values, IReadOnlyList<long> Seeds, string? EngineId, int Priority,
    IReadOnlyList<FieldWarning> Warnings, JobId? RetryOf = null)
{
    /// <summary>The values of one image of the request.</summary>
    public IReadOnlyDictionary<string, JsonElement> ValuesFor(int index) =>
        new Dictionary<string, JsonElement>(Values) { [Slot.Seed] = JsonSerializer.SerializeToElement(Seeds[index], GenerationJson.Default.Int64) };
}

/// <summary>Something to know about a value that was accepted.</summary>
/// <param name="Field">Its path in the request, for example <c>slots.prompt</c>.</param>
internal sealed record FieldWarning(string Field, string Message);
