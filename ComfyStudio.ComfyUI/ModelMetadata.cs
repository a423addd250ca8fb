namespace ComfyStudio.ComfyUI;

/// <summary>What whoever made a model noted in its file. Hardly any file has all of it.</summary>
public sealed record ModelMetadata
{
    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>What it was made from or for.</summary>
    public string? BaseModel { get; init; }

    /// <summary>Words that it was taught: those that its maker names first, then the most frequent of its training.</summary>
    public IReadOnlyList<string> TrainedWords { get; init; } = [];

    /// <summary>A small picture; null when there is none that a browser shows.</summary>
    public ModelThumbnail? Thumbnail { get; init; }
}

/// <param name="ContentType">PNG, JPEG, WebP or GIF.</param>
public sealed record ModelThumbnail(string ContentType, ReadOnlyMemory<byte> Image);
