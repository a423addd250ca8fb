using System.Globalization;
using System.Text;

namespace ComfyStudio.Images.Storage;

/// <summary>Where a new image goes: folder and file names that people can read, made only from what never changes about a job.</summary>
internal sealed record ImagePlace(string RelativeFolder, string Name, string JobSuffix)
{
    private const int MaxSlug = 40;
    private const int ShortId = 8;

    internal static ImagePlace Of(NewImage image, TimeZoneInfo zone)
    {
        var folder = image.Shelf is { } shelf ? $"{Plain(shelf.Kind)}/{Plain(shelf.Id)}" : DayFolder(image, zone);
        return new ImagePlace(folder, FileName(image), Short(image.JobId));
    }

    private static string DayFolder(NewImage image, TimeZoneInfo zone)
    {
        var at = TimeZoneInfo.ConvertTime(image.GroupCreatedAt, zone);
        var slug = Slug(image.Making.Prompt);
        return string.Create(
            CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd}/{at:HHmmss}-{(slug.Length > 0 ? slug + "-" : "")}{Short(image.GroupKey)}");
    }

    // A folder or file of this name is never another one: no dots, no separators.
    private static string Plain(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        ? name
        : throw new ArgumentException($"'{name}' is no plain name for a folder or a file.");

    /// <summary>
    /// Names without extension, in order of preference. The second is for the rare case that another job has the first, as when a
    /// job is tried again under a new id with the same seed.
    /// </summary>
    internal IEnumerable<string> Candidates => [Name, $"{Name}-{JobSuffix}"];

    private static string FileName(NewImage image)
    {
        var name = image.Shelf?.Name is { } given ? Plain(given) : NumberAndSeed(image);
        if (image.OutputIndex > 0)
            name += string.Create(CultureInfo.InvariantCulture, $"-{image.OutputIndex + 1}");
        return name;
    }

    private static string NumberAndSeed(NewImage image)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"{image.IndexInGroup + 1:000}");
        return image.Making.Seed is { } seed ? string.Create(CultureInfo.InvariantCulture, $"{number}-{seed}") : number;
    }

    // The end of an id of version 7 is the random part.
    private static string Short(string id)
    {
        var letters = string.Concat(id.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        return letters.Length > ShortId ? letters[^ShortId..] : letters;
    }

    private static string Slug(string? prompt)
    {
        var slug = new StringBuilder(MaxSlug);
        foreach (var c in prompt ?? "")
        {
            if (slug.Length == MaxSlug)
                break;
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        return slug.ToString().Trim('-');
    }
}
