using System.Globalization;
using System.Text.Json;
using ComfyStudio.Api.Templates;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Gallery;

/// <summary>An image as the page shows it. What nobody knows of its making is null.</summary>
internal record ImageView
{
    public required ImageId Id { get; init; }

    /// <summary>Changes with the file; part of every address, so that those can be kept for ever.</summary>
    public required string Version { get; init; }

    public required int Width { get; init; }
    public required int Height { get; init; }
    public required long Bytes { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string FileName { get; init; }
    public required string? Prompt { get; init; }
    public required string? Negative { get; init; }

    /// <summary>The checkpoint, as the engine spells it.</summary>
    public required string? Model { get; init; }

    public required Seed? Seed { get; init; }
    public required int? Steps { get; init; }
    public required double? Cfg { get; init; }
    public required string? Sampler { get; init; }
    public required string? Scheduler { get; init; }
    public required string? Template { get; init; }

    /// <summary>To fill the form again; null in lists, see the image itself.</summary>
    public required IReadOnlyDictionary<string, JsonElement>? Slots { get; init; }

    public required string? JobId { get; init; }
    public required string? GroupId { get; init; }
    public required int? Index { get; init; }
    public required ImageEngineView? Engine { get; init; }
    public required string? TraceId { get; init; }
    public required string Owner { get; init; }
    public required string Url { get; init; }

    /// <summary>1 to 5 stars; 0 without.</summary>
    public required int Rating { get; init; }

    public required bool Favorite { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Ids of the images it was made from.</summary>
    public required IReadOnlyList<string> Parents { get; init; }

    public required ImageMotion Kind { get; init; }

    /// <summary>Whether its file vanished together with very many others; it is kept until that is believed.</summary>
    public required bool Missing { get; init; }

    /// <summary>Whether it lies in a folder of another program, which the studio only shows: nobody can delete it here. False in events.</summary>
    public required bool ReadOnly { get; init; }

    /// <summary>A ThumbHash, base64: a blur of the image in some 25 bytes; null in events, and while there is none.</summary>
    public required string? Blur { get; init; }

    /// <summary>By longest side in pixels.</summary>
    public required IReadOnlyDictionary<string, string> Thumbnails { get; init; }

    public static ImageView Of(ImageRecord record)
    {
        var making = record.Making;
        return new ImageView
        {
            Id = record.Id,
            Version = record.Version,
            Width = record.Width,
            Height = record.Height,
            Bytes = record.Bytes,
            CreatedAt = record.CreatedAt,
            FileName = System.IO.Path.GetFileName(record.RelativePath),
            Prompt = making?.Prompt,
            Negative = making?.Negative,
            Model = making?.Model,
            Seed = making?.Seed,
            Steps = making?.Steps,
            Cfg = making?.Cfg,
            Sampler = making?.Sampler,
            Scheduler = making?.Scheduler,
            Template = making?.TemplateId,
            Slots = making?.Slots,
            JobId = making?.JobId,
            GroupId = making?.GroupId,
            Index = making?.IndexInGroup,
            Engine = making?.Engine is { } engine ? new ImageEngineView(engine.Id, engine.Name, engine.Kind) : null,
            TraceId = making?.TraceId,
            Owner = making?.Owner ?? Owners.CurrentOwner.Local,
            Rating = record.Marks.Rating,
            Favorite = record.Marks.IsFavorite,
            Tags = record.Marks.Tags,
            Parents = making?.Parents ?? [],
            Kind = record.Motion,
            Missing = record.IsMissing,
            ReadOnly = false,
            Blur = null,
            Url = $"/api/images/{record.Id}/file?v={record.Version}",
            Thumbnails = ThumbnailSpec.Sizes.ToDictionary(Text, size => $"/api/images/{record.Id}/thumbnails/{Text(size)}?v={record.Version}"),
        };
    }

    private static string Text(int size) => size.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Kind"><c>comfyui</c>, or <c>simulator</c> for a picture that was painted, not rendered.</param>
internal sealed record ImageEngineView(string Id, string Name, string Kind);

/// <summary>An image with everything that is known of it.</summary>
internal sealed record ImageDetailView : ImageView
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public ImageDetailView(ImageRecord record, string folder, IReadOnlyList<ImageId> children)
        : base(Of(record))
    {
        Path = folder;
        Children = children;
        Note = record.Marks.Note;
        Albums = record.Marks.Albums;
        SequenceId = record.Making?.SequenceId;
        RelativePath = record.RelativePath;
        TemplateVersion = record.Making?.TemplateVersion;
        Loras = record.Making?.Loras ?? [];
        Denoise = record.Making?.Denoise;
        Times = record.Making?.Times;
        Source = record.Making?.Source;
        AgainOf = record.Making?.AgainOf;
    }

    /// <summary>Below the images folder.</summary>
    public string RelativePath { get; init; }

    public string? TemplateVersion { get; init; }
    public IReadOnlyList<LoraUse> Loras { get; init; }
    public double? Denoise { get; init; }
    public MakingTimes? Times { get; init; }

    /// <summary>The folder on the studio's machine in which the file lies.</summary>
    public string Path { get; init; }

    /// <summary>Ids of the images that were made from it, newest first.</summary>
    public IReadOnlyList<ImageId> Children { get; init; }

    public string? Note { get; init; }

    /// <summary>Ids of the albums it lies in.</summary>
    public IReadOnlyList<string> Albums { get; init; }

    public string? SequenceId { get; init; }

    /// <summary>Id of the image that it was to be again.</summary>
    public string? AgainOf { get; init; }

    /// <summary>What told how it was made: <c>studio</c>, <c>comfyui</c>, <c>a1111</c>, ….</summary>
    public string? Source { get; init; }
}
