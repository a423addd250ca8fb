namespace ComfyStudio.Images;

/// <summary>What people noted about an image.</summary>
public sealed record ImageMarks
{
    public static ImageMarks None { get; } = new();

    /// <summary>1 to 5; 0 without one.</summary>
    public int Rating { get; init; }

    public bool IsFavorite { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Ids of the albums it lies in.</summary>
    public IReadOnlyList<string> Albums { get; init; } = [];

    public string? Note { get; init; }
}
