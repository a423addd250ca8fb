using System.Globalization;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Templates;
using ComfyStudio.Images;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace ComfyStudio.Api.Gallery;

/// <summary>A filter as it stands in an address, given in the body of a request.</summary>
internal static class FilterText
{
    private const string Field = "filter";

    private static readonly string[] Names =
    [
        "q", "model", "lora", "template", "sampler", "engine", "size", "aspect", "rating", "favorite", "tag", "album", "group", "sequence", "job", "seed",
        "source", "from", "to",
    ];

    /// <returns>Null when <paramref name="errors"/> got something.</returns>
    public static ImageFilter? Read(string text, CurrentOwner owner, TimeZoneInfo zone, FieldErrors errors)
    {
        var values = QueryHelpers.ParseQuery(text);
        var found = new FieldErrors();
        var query = new ImageQuery
        {
            Words = One(values, "q"),
            Model = Many(values, "model"),
            Lora = Many(values, "lora"),
            Template = Many(values, "template"),
            Sampler = Many(values, "sampler"),
            Engine = Many(values, "engine"),
            Size = Many(values, "size"),
            Aspect = Many(values, "aspect"),
            Rating = One(values, "rating") is { } stars ? int.TryParse(stars, CultureInfo.InvariantCulture, out var rating) ? rating : -1 : null,
            Favorite = One(values, "favorite") is "true" ? true : null,
            Tag = Many(values, "tag"),
            Album = Many(values, "album"),
            Group = Many(values, "group"),
            Sequence = Many(values, "sequence"),
            Job = Many(values, "job"),
            Seed = Seeds(values, found),
            Source = Many(values, "source"),
            From = One(values, "from"),
            To = One(values, "to"),
        };
        foreach (var unknown in values.Keys.Except(Names, StringComparer.OrdinalIgnoreCase))
            found.Add(Field, $"There is no '{unknown}' to filter by.");
        var filter = query.ToFilter(owner, zone, found);
        if (found.Any)
            errors.Add(Field, found.ToString());
        return found.Any ? null : filter;
    }

    private static string? One(Dictionary<string, StringValues> values, string name) => values.TryGetValue(name, out var found) ? found[0] : null;

    private static string[]? Many(Dictionary<string, StringValues> values, string name) => values.TryGetValue(name, out var found) ? [.. found.OfType<string>()] : null;

    private static Seed[]? Seeds(Dictionary<string, StringValues> values, FieldErrors errors)
    {
        var seeds = new List<Seed>();
        foreach (var text in Many(values, "seed") ?? [])
        {
            if (Seed.TryParse(text, CultureInfo.InvariantCulture, out var seed))
                seeds.Add(seed);
            else
                errors.Add("seed", "A seed is a whole number.");
        }

        return [.. seeds];
    }
}
