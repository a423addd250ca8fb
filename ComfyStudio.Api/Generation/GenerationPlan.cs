using System.Text.Json;
using ComfyStudio.Api.Templates;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Generation;

/// <summary>A request that holds: every image has its seed and a value for every slot.</summary>
internal sealed record GenerationPlan(Template Template, IReadOnlyList<ImagePlan> Images)
{
    public string? EngineId { get; init; }

    public required int Priority { get; init; }

    public required IReadOnlyList<FieldWarning> Warnings { get; init; }

    public bool IsDraft { get; init; }

    public JobId? RetryOf { get; init; }

    /// <summary>What would be sent, one for each image: the graph that was checked is the one that is stored.</summary>
    public required IReadOnlyList<BoundGraph> Graphs { get; init; }
}

/// <param name="Values">By slot, as they are bound: alternatives drawn, style applied, seed chosen.</param>
/// <param name="Asked">Those that were asked for otherwise, as they were asked for.</param>
internal sealed record ImagePlan(Seed Seed, IReadOnlyDictionary<string, JsonElement> Values, IReadOnlyDictionary<string, JsonElement> Asked)
{
    /// <param name="changed">What is bound otherwise than it was asked for, by slot.</param>
    public static ImagePlan Of(ReadRequest read, IReadOnlyDictionary<string, JsonElement> changed, Seed seed)
    {
        var values = new Dictionary<string, JsonElement>(read.Values);
        if (read.Template.FindSlot(Slot.Seed) is not null)
            values[Slot.Seed] = seed.ToJson();
        foreach (var (name, value) in changed)
            values[name] = value;
        return new ImagePlan(seed, values, changed.Keys.ToDictionary(name => name, name => read.Values[name]));
    }
}

/// <summary>Something to know about a value that was accepted.</summary>
/// <param name="Field">Its path in the request, for example <c>slots.prompt</c>.</param>
internal sealed record FieldWarning(string Field, string Message);
