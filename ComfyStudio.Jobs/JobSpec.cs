using System.Text.Json;

namespace ComfyStudio.Jobs;

/// <summary>What was asked for: one graph for one engine. Never changes once enqueued.</summary>
public sealed record JobSpec
{
    public required JobId Id { get; init; }
    public required GroupId GroupId { get; init; }

    /// <summary>Place in the group, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>How many jobs were asked for together, so that a list need not load the groups.</summary>
    public int GroupSize { get; init; } = 1;

    public required string Owner { get; init; }
    public required string TemplateId { get; init; }
    public required string TemplateVersion { get; init; }

    /// <summary>The values that were bound into the graph, by slot name, seed resolved.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Slots { get; init; }

    /// <summary>
    /// Those of them that were asked for otherwise, as they were asked for: a prompt before its alternatives were drawn, the size of which a
    /// draft is half. Null when there are none.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement>? Asked { get; init; }

    /// <summary>A quick look at what the picture would be.</summary>
    public bool IsDraft { get; init; }

    /// <summary>How much there is to do, against other jobs of the same template; null when nobody can tell.</summary>
    public double? Work { get; init; }

    /// <summary>API-format graph exactly as it is sent, save nodes already writing below <c>studio/{jobId}/</c>.</summary>
    public required JsonElement Graph { get; init; }

    public required JobRequirements Requirements { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public IReadOnlyList<JobInput> Inputs { get; init; } = [];

    /// <summary>0 (first) to 9 (last).</summary>
    public int Priority { get; init; } = 5;

    /// <summary>The job that this one tries again.</summary>
    public JobId? RetryOf { get; init; }

    /// <summary>Id of the image that this makes again, to see whether it comes out the same.</summary>
    public string? AgainOf { get; init; }

    /// <summary>Where its images go; null for the folder of its day.</summary>
    public JobPlace? Place { get; init; }

    /// <summary>W3C trace context of the request, so that the worker continues its trace.</summary>
    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }
}

/// <summary>What an engine must have to run a job. Equal requirements share one ready queue.</summary>
/// <param name="EngineId">The one engine that was asked for, or null for any.</param>
/// <param name="Models">Folder and name, for example <c>checkpoints/sd_xl_base_1.0.safetensors</c>; sorted.</param>
/// <param name="Nodes">class_types; sorted.</param>
/// <param name="Tag">Any engine that has this tag, or null.</param>
public sealed record JobRequirements(string? EngineId, IReadOnlyList<string> Models, IReadOnlyList<string> Nodes, string? Tag = null)
{
    /// <summary>Names them: equal requirements, equal key; see <see cref="RunSample.ClassKey"/>.</summary>
    public string ClassKey() => Redis.ReadyLanes.ClassOf(this).Key;

    /// <summary>Names those of the models that take long to load: jobs with equal keys follow each other without a change of models.</summary>
    public string HeavyKey() => string.Join('\n', LoadedModel.Heavy(Models));
}

/// <summary>An image or mask that must be on the engine before the graph is sent.</summary>
/// <param name="NodeId">The node whose input takes the uploaded name.</param>
/// <param name="Input">The name of that input.</param>
/// <param name="RelativePath">The file below the studio's inputs folder.</param>
/// <param name="Sha256">Of its bytes, lower-case hexadecimal; also the name it gets on the engine.</param>
public sealed record JobInput(string NodeId, string Input, string RelativePath, string Sha256);

/// <summary>A folder of its own for the images of a batch or a sequence.</summary>
/// <param name="Kind"><c>batch</c> or <c>sequence</c>.</param>
/// <param name="Id">Of the batch or the sequence, hexadecimal; several groups may share one.</param>
/// <param name="Name">The file's name without its extension, <c>frame_003</c>; null for one made of the index and the seed.</param>
public sealed record JobPlace(string Kind, string Id, string? Name = null)
{
    public const string Batch = "batch";
    public const string Sequence = "sequence";
}
