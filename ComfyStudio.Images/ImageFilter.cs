namespace ComfyStudio.Images;

/// <summary>Which images are wanted. All that is set must hold; of a list, one member.</summary>
public sealed record ImageFilter
{
    public static ImageFilter All { get; } = new();

    /// <summary>
    /// Words that prompt, model, LoRAs, tags or file name must have: each by its beginning, <c>"these in a row"</c>, <c>-without</c>.
    /// </summary>
    public string? Words { get; init; }

    public IReadOnlyList<string> Models { get; init; } = [];
    public IReadOnlyList<string> Loras { get; init; } = [];
    public IReadOnlyList<string> Templates { get; init; } = [];
    public IReadOnlyList<string> Samplers { get; init; } = [];
    public IReadOnlyList<string> Engines { get; init; } = [];

    /// <summary>As <c>1024x768</c>.</summary>
    public IReadOnlyList<string> Sizes { get; init; } = [];

    public IReadOnlyList<ImageAspect> Aspects { get; init; } = [];
    public IReadOnlyList<string> Sources { get; init; } = [];
    public IReadOnlyList<string> Tags { get; init; } = [];
    public IReadOnlyList<string> Albums { get; init; } = [];
    public IReadOnlyList<string> Groups { get; init; } = [];
    public IReadOnlyList<string> Sequences { get; init; } = [];
    public IReadOnlyList<string> Jobs { get; init; } = [];
    public IReadOnlyList<ulong> Seeds { get; init; } = [];

    /// <summary>At least so many stars.</summary>
    public int? Rating { get; init; }

    public bool FavoritesOnly { get; init; }

    /// <summary>Made at this moment or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Made before this moment.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Null for those of everybody.</summary>
    public string? Owner { get; init; }

    /// <summary>With an owner: also what lies in the folder and names none.</summary>
    public bool IncludesUnowned { get; init; }
}

public enum ImageAspect
{
    Landscape,
    Portrait,
    Square,
}

public enum ImageSort
{
    Newest,
    Oldest,
    Model,
    Prompt,
    Rating,
}
