using System.Globalization;

namespace ComfyStudio.Images.Gallery;

/// <summary>One image of the index, with what searching it needs ready made.</summary>
internal sealed class IndexedImage
{
    private readonly string _searchText;

    internal IndexedImage(ImageRecord record)
    {
        Record = record;
        _searchText = $"{record.Making?.Prompt}\n{record.Making?.Model}\n{Path.GetFileName(record.RelativePath)}".ToLowerInvariant();
    }

    internal ImageRecord Record { get; }

    internal static string SizeOf(ImageRecord image) => string.Create(CultureInfo.InvariantCulture, $"{image.Width}x{image.Height}");

    internal static ImageAspect AspectOf(ImageRecord image) =>
        image.Width == image.Height ? ImageAspect.Square : image.Width > image.Height ? ImageAspect.Landscape : ImageAspect.Portrait;

    /// <param name="words">In lower case.</param>
    internal bool Matches(ImageFilter filter, string[] words) =>
        IsIn(filter.Jobs, Record.Making?.JobId)
        && IsIn(filter.Groups, Record.Making?.GroupId)
        && IsIn(filter.Models, Record.Making?.Model)
        && IsIn(filter.Templates, Record.Making?.TemplateId)
        && IsIn(filter.Samplers, Record.Making?.Sampler)
        && IsIn(filter.Engines, Record.Making?.Engine?.Id)
        && IsIn(filter.Sources, Record.Making?.Source)
        && IsIn(filter.Sequences, Record.Making?.SequenceId)
        && (filter.Sizes.Count == 0 || filter.Sizes.Contains(SizeOf(Record)))
        && (filter.Aspects.Count == 0 || filter.Aspects.Contains(AspectOf(Record)))
        && (filter.Seeds.Count == 0 || (Record.Making?.Seed is { } seed && filter.Seeds.Contains(seed)))
        && (filter.Loras.Count == 0 || Record.Making?.Loras.Any(lora => filter.Loras.Contains(lora.Name)) == true)
        && (filter.Tags.Count == 0 || Record.Marks.Tags.Any(filter.Tags.Contains))
        && (filter.Albums.Count == 0 || Record.Marks.Albums.Any(filter.Albums.Contains))
        && (filter.Rating is not { } rating || Record.Marks.Rating >= rating)
        && (!filter.FavoritesOnly || Record.Marks.IsFavorite)
        && (filter.From is not { } from || Record.CreatedAt >= from)
        && (filter.Before is not { } before || Record.CreatedAt < before)
        && (filter.Owner is not { } owner || (Record.Making?.Owner ?? "local") == owner)
        && Array.TrueForAll(words, Has);

    private static bool IsIn(IReadOnlyList<string> wanted, string? value) => wanted.Count == 0 || (value is not null && wanted.Contains(value));

    private bool Has(string word) =>
        word.Length > 1 && word[0] == '-' ? !_searchText.Contains(word[1..], StringComparison.Ordinal) : _searchText.Contains(word.Trim('"'), StringComparison.Ordinal);
}
