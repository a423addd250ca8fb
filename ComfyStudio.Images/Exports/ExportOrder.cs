using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Images.Exports;

/// <summary>All that is needed to make one export, written before the work begins and never changed: <c>export.json</c>.</summary>
/// <param name="Id">32 hexadecimal digits; later ones sort after earlier ones.</param>
public sealed record ExportOrder(string Id, string Owner, ExportKind Kind, string Title, DateTimeOffset CreatedAt, IReadOnlyList<ExportFrame> Frames)
{
    public ExportSettings Settings { get; init; } = new();

    /// <summary>The sequence it shows, if it shows one.</summary>
    public string? Sequence { get; init; }

    /// <summary>What was noticed when it was asked for: frames without a picture.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What the columns and rows of a sheet stand for; null where the pictures simply follow each other.</summary>
    public ExportAxes? Axes { get; init; }

    [JsonIgnore]
    public string Extension => Kind switch
    {
        ExportKind.Sheet => ".png",
        ExportKind.Timeline => ".zip",
        _ => $".{Kind.ToString().ToLowerInvariant()}",
    };

    /// <summary>What a browser saves it as.</summary>
    [JsonIgnore]
    public string FileName => (ExportName.Of(Title) is { Length: > 0 } name ? name : "export") + (Kind is ExportKind.Timeline ? " timeline" : "") + Extension;
}

public enum ExportKind
{
    Pdf,
    Sheet,
    Zip,
    Webp,
    Gif,
    Mp4,
    Timeline,
}

public enum ExportPage
{
    A4,
    A4Landscape,
    Letter,
    LetterLandscape,
}

public sealed record ExportSettings
{
    public const int MostColumns = 6;

    public int Columns { get; init; } = 3;

    /// <summary>Descriptions, shots and notes below the pictures.</summary>
    public bool Notes { get; init; } = true;

    /// <summary>Numbers of frames and pages.</summary>
    public bool Numbers { get; init; } = true;

    public ExportPage PageSize { get; init; }

    /// <summary>Pixels; null for what suits the kind.</summary>
    public int? Width { get; init; }

    /// <summary>Of a video or a timeline; one that <see cref="FrameRate"/> knows.</summary>
    public decimal Fps { get; init; } = 24;

    /// <summary>How long one frame turns into the next, in a video or on a timeline.</summary>
    public int FadeMs { get; init; }

    /// <summary>The id of what is heard with a video or on a timeline (<see cref="SoundFiles"/>); null for silence.</summary>
    public string? Sound { get; init; }

    /// <summary>The number of each frame, painted into the picture, in whatever moves.</summary>
    public bool BurnNumbers { get; init; }
}

/// <param name="Number">As people count, from 1.</param>
/// <param name="RelativePath">Of its picture; null when there is none.</param>
/// <param name="DurationMs">How long it is shown in whatever moves.</param>
public sealed record ExportFrame(int Number, string Title, string? RelativePath, int DurationMs)
{
    public string Description { get; init; } = "";
    public string Notes { get; init; } = "";
    public string ShotType { get; init; } = "";
    public string Prompt { get; init; } = "";
    public string Negative { get; init; } = "";
    public ulong? Seed { get; init; }
}

/// <summary>Pictures row by row: each row has one for every column.</summary>
public sealed record ExportAxes(IReadOnlyList<string> Columns, IReadOnlyList<string> Rows);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExportOrder))]
[JsonSerializable(typeof(ExportState))]
internal sealed partial class ExportJson : JsonSerializerContext;
