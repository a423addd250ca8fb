using System.Text.Json;

namespace ComfyStudio.Images;

/// <summary>One image of the gallery: the file, what is known of its making, and where it came from.</summary>
public sealed record ImageRecord
{
    public required ImageId Id { get; init; }

    /// <summary>Below the images root, with '/'.</summary>
    public required string RelativePath { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Pixels; 0 when the file could not be read.</summary>
    public required int Width { get; init; }

    public required int Height { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Changes whenever the file does: the content hash when the sidecar has it, else made from size and time.</summary>
    public required string Version { get; init; }

    /// <summary>How it was made; null when nothing tells.</summary>
    public ImageMaking? Making { get; init; }

    /// <summary>What is in the file; null for one that nobody hashed.</summary>
    public ContentHash? Content { get; init; }

    public ImageMotion Motion { get; init; }

    /// <summary>Whether its file vanished together with so many others that it is not believed to be deleted.</summary>
    public bool IsMissing { get; init; }

    public ImageMarks Marks { get; init; } = ImageMarks.None;
}

public enum ImageMotion
{
    Image,
    Animation,
    Video,
}

/// <summary>How an image was made. Every member may be missing: other tools write other things.</summary>
/// <remarks>Generated code sets what a document leaves out to null, hence the accessors with something in its place.</remarks>
public sealed record ImageMaking
{
    public string? Prompt { get; init; }
    public string? Negative { get; init; }

    /// <summary>The checkpoint, as the engine spells it.</summary>
    public string? Model { get; init; }

    public IReadOnlyList<LoraUse> Loras { get; init => field = value ?? []; } = [];

    /// <summary>ComfyUI's go up to 2^64-1.</summary>
    public ulong? Seed { get; init; }

    public int? Steps { get; init; }
    public double? Cfg { get; init; }
    public string? Sampler { get; init; }
    public string? Scheduler { get; init; }
    public double? Denoise { get; init; }
    public string? TemplateId { get; init; }
    public string? TemplateVersion { get; init; }

    /// <summary>Values by slot name, to fill the form again.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Slots { get; init; }

    /// <summary>A quick look: few steps, small. Left out otherwise.</summary>
    public bool? Draft { get; init; }

    public string? Owner { get; init; }
    public string? JobId { get; init; }
    public string? GroupId { get; init; }
    public int? IndexInGroup { get; init; }

    /// <summary>The sequence that it is a frame of.</summary>
    public string? SequenceId { get; init; }

    public MakingEngine? Engine { get; init; }
    public MakingTimes? Times { get; init; }

    /// <summary>Ids of the images it was made from.</summary>
    public IReadOnlyList<string> Parents { get; init => field = value ?? []; } = [];

    /// <summary>Id of the image that it was to be again.</summary>
    public string? AgainOf { get; init; }

    /// <summary>The trace of its making, 32 hexadecimal digits.</summary>
    public string? TraceId { get; init; }

    /// <summary>What told us: <c>studio</c>, <c>comfyui</c>, <c>text</c>, …</summary>
    public string? Source { get; init; }
}

public sealed record LoraUse(string Name, double Strength);

/// <param name="Kind"><c>comfyui</c>, or <c>simulator</c> for a painted picture.</param>
public sealed record MakingEngine(string Id, string Name, string Kind, string? Version);

/// <summary>When what happened, to tell waiting from rendering.</summary>
public sealed record MakingTimes(
    DateTimeOffset QueuedAt, DateTimeOffset? SubmittedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, DateTimeOffset StoredAt);
