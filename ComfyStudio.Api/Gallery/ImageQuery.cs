using System.ComponentModel;
using System.Globalization;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Templates;
using ComfyStudio.Images;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ComfyStudio.Api.Gallery;

/// <summary>Which images an address asks for. A parameter that is repeated means any of its values; different ones must all hold.</summary>
internal record ImageQuery
{
    private const string Day = "yyyy-MM-dd";

    [FromQuery(Name = "q"), Description("Words of prompt, model, LoRAs, tags or file name, each by its beginning, in any order; \"some in a row\"; -without.")]
    public string? Words { get; init; }

    [FromQuery(Name = "model")]
    public string[]? Model { get; init; }

    [FromQuery(Name = "lora")]
    public string[]? Lora { get; init; }

    [FromQuery(Name = "template")]
    public string[]? Template { get; init; }

    [FromQuery(Name = "sampler")]
    public string[]? Sampler { get; init; }

    [FromQuery(Name = "engine"), Description("Id of the engine that rendered it.")]
    public string[]? Engine { get; init; }

    [FromQuery(Name = "size"), Description("As 1024x768.")]
    public string[]? Size { get; init; }

    [FromQuery(Name = "aspect"), Description("landscape, portrait or square.")]
    public string[]? Aspect { get; init; }

    [FromQuery(Name = "rating"), Description("At least so many stars, 1 to 5.")]
    public int? Rating { get; init; }

    [FromQuery(Name = "favorite"), Description("true for favourites only.")]
    public bool? Favorite { get; init; }

    [FromQuery(Name = "tag")]
    public string[]? Tag { get; init; }

    [FromQuery(Name = "album"), Description("Id of an album.")]
    public string[]? Album { get; init; }

    [FromQuery(Name = "group"), Description("Images of this generation.")]
    public string[]? Group { get; init; }

    [FromQuery(Name = "sequence"), Description("Frames of this sequence.")]
    public string[]? Sequence { get; init; }

    [FromQuery(Name = "job"), Description("Images of this job.")]
    public string[]? Job { get; init; }

    [FromQuery(Name = "seed")]
    public Seed[]? Seed { get; init; }

    [FromQuery(Name = "source"), Description("What told how it was made: studio, comfyui, a1111, ….")]
    public string[]? Source { get; init; }

    [FromQuery(Name = "from"), Description("A day (2026-11-21, in the time zone of the studio's machine) or an instant: made then or later.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), Description("A day or an instant: made then or earlier, a day to its end.")]
    public string? To { get; init; }

    /// <summary>The filter, or what is wrong with it.</summary>
    public ImageFilter? ToFilter(CurrentOwner owner, TimeZoneInfo zone, FieldErrors errors)
    {
        var aspects = Aspects(errors);
        if (Rating is < 1 or > 5)
            errors.Add("rating", "A rating is from 1 to 5.");
        var from = Moment(From, "from", zone, isEnd: false, errors);
        var before = Moment(To, "to", zone, isEnd: true, errors);
        return errors.Any ? null : new ImageFilter
        {
            Words = string.IsNullOrWhiteSpace(Words) ? null : Words.Trim(),
            Models = Set(Model),
            Loras = Set(Lora),
            Templates = Set(Template),
            Samplers = Set(Sampler),
            Engines = Set(Engine),
            Sizes = Set(Size),
            Aspects = aspects,
            Rating = Rating,
            FavoritesOnly = Favorite is true,
            Tags = Set(Tag),
            Albums = Set(Album),
            Groups = Set(Group),
            Sequences = Set(Sequence),
            Jobs = Set(Job),
            Seeds = [.. (Seed ?? []).Where(seed => seed.IsGiven).Select(seed => seed.Number)],
            Sources = Set(Source),
            From = from,
            Before = before,
            Owner = owner.Name,
            IncludesUnowned = owner.Owns(CurrentOwner.Local),
        };
    }

    /// <summary>Why nothing could ever match a filter that is well formed; null when something could.</summary>
    public static ProblemHttpResult? WhyImpossible(ImageFilter filter)
    {
        if (filter is not { From: { } from, Before: { } before } || before > from)
            return null;
        var errors = new FieldErrors();
        errors.Add("to", "The end must not be before the beginning.");
        return errors.ToProblem(ProblemKinds.ImpossibleFilter);
    }

    private static string[] Set(string[]? values) => [.. (values ?? []).Where(value => value.Length > 0)];

    private List<ImageAspect> Aspects(FieldErrors errors)
    {
        var aspects = new List<ImageAspect>();
        foreach (var text in Set(Aspect))
        {
            if (Enum.TryParse<ImageAspect>(text, ignoreCase: true, out var aspect) && Enum.IsDefined(aspect))
                aspects.Add(aspect);
            else
                errors.Add("aspect", "An aspect is landscape, portrait or square.");
        }

        return aspects;
    }

    private static DateTimeOffset? Moment(string? text, string field, TimeZoneInfo zone, bool isEnd, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            return StartOf(isEnd ? day.AddDays(1) : day, zone);
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            return isEnd ? instant.AddTicks(1) : instant;
        errors.Add(field, "Give a day as 2026-11-21, or an instant as 2026-11-21T18:30:00Z.");
        return null;
    }

    // A day may begin later than midnight, where clocks go forward then.
    private static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var start = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(start))
            start = start.AddMinutes(15);
        return new DateTimeOffset(start, zone.GetUtcOffset(start));
    }
}

/// <summary>A part of what matches, in some order.</summary>
internal sealed record ImageListQuery : ImageQuery
{
    [FromQuery(Name = "sort"), Description("newest (default), oldest, model, prompt or rating.")]
    public string? Sort { get; init; }

    [FromQuery(Name = "limit"), Description("At most 500; 60 when left out.")]
    public int? Limit { get; init; }

    [FromQuery(Name = "after"), Description("The `next` of the page before, or a chunk of the map with the same filter and sort.")]
    public string? After { get; init; }
}

internal sealed record ImageMapQuery : ImageQuery
{
    [FromQuery(Name = "sort"), Description("newest (default), oldest, model, prompt or rating.")]
    public string? Sort { get; init; }
}
