using ComfyStudio.Api.Sequences.Document;

namespace ComfyStudio.Api.Continuity;

/// <summary>What the numbers mean, in words.</summary>
internal static class ContinuityWords
{
    private const double FarColours = 16;
    private const double SamePicture = 0.94;

    public static readonly ContinuityScale Scale = new(
        [new(28, "other colours altogether"), new(FarColours, "clearly other colours or light"), new(7, "related colours"), new(0, "the same colours")],
        [new(SamePicture, "nearly the same picture"), new(0.8, "much alike"), new(0.65, "somewhat alike"), new(0, "another composition")]);

    public static string OfPalette(double palette) => Scale.Palette.First(step => palette >= step.From).Means;

    public static string OfLikeness(double likeness) => Scale.Likeness.First(step => likeness >= step.From).Means;

    /// <summary>Advice about a frame and the one before it.</summary>
    public static IEnumerable<string> Remarks(Frame frame, Frame before, NeighbourView compared)
    {
        var isSamePlace = frame.LocationId is not null && frame.LocationId == before.LocationId && frame.TimeOfDay == before.TimeOfDay;
        if (isSamePlace && compared.Palette >= FarColours)
            yield return $"The colours are far from those of frame {compared.Number} ({compared.Palette:0.#}), though place and time are the same.";
        if (compared.Likeness >= SamePicture && frame.ShotType != before.ShotType)
            yield return $"It looks nearly like frame {compared.Number} ({compared.Likeness:0.##}), though the shot is another one.";
    }
}
