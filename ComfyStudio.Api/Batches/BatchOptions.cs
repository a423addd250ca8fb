using System.ComponentModel.DataAnnotations;

namespace ComfyStudio.Api.Batches;

internal sealed class BatchOptions
{
    public const string Section = "Batches";

    /// <summary>Images that one batch may hold.</summary>
    [Range(1, 50_000)]
    public int MaxImages { get; init; } = 5000;

    /// <summary>How often it is looked whether batches have ended or are not on the disk yet.</summary>
    public TimeSpan KeepInterval { get; init; } = TimeSpan.FromSeconds(5);
}
