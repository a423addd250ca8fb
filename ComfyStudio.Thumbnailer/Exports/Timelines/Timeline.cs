using ComfyStudio.Images.Exports;
using ComfyStudio.Thumbnailer.Exports.Frames;
using ComfyStudio.Thumbnailer.Exports.Videos;

namespace ComfyStudio.Thumbnailer.Exports.Timelines;

/// <summary>The shots as an editor has them on a track, in whole pictures: the same edges as in the film, and the same fades.</summary>
internal sealed record Timeline(string Title, FrameRate Rate, FrameSize Size, IReadOnlyList<TimelineShot> Shots)
{
    /// <summary>What the clock of a film shows at its beginning, by custom.</summary>
    private const int FirstHour = 1;

    /// <summary>Null for silence.</summary>
    internal TimelineSound? Sound { get; init; }

    internal long Length => Shots.Count == 0 ? 0 : Shots[^1].End;

    /// <summary>In pictures, as all places here.</summary>
    internal long FirstTimecode => FirstHour * 3600L * Rate.Nominal;

    internal static Timeline Of(ExportWork work, FrameSize size, IEnumerable<PlacedPicture> pictures)
    {
        var (clock, shots, at) = (new FrameClock(work.Rate), new List<TimelineShot>(), 0L);
        foreach (var picture in pictures)
        {
            var (count, before) = (clock.Take(picture.Frame.DurationMs), shots.Count == 0 ? 0 : shots[^1].FadeOut);

            // An editor needs one picture at least that belongs to the shot alone.
            var fade = Math.Min(clock.Fade(work.Settings.FadeMs, count), count - 1);

            // One picture alone between two others is no dissolve.
            shots.Add(new TimelineShot(picture, at, at + count) { FadeIn = before, FadeOut = fade < 2 ? 0 : fade });
            at += count;
        }

        if (shots.Count > 0)
            shots[^1] = shots[^1] with { FadeOut = 0 };
        return new Timeline(ShotWords.Clean(work.Order.Title) is { Length: > 0 } title ? title : "Timeline", work.Rate, size, shots);
    }
}

/// <summary>A shot from its first picture to the one after its last. While it fades, over its last pictures, the next is there already.</summary>
/// <param name="Start">From the beginning of the film, without the first hour of its clock.</param>
internal sealed record TimelineShot(PlacedPicture Picture, long Start, long End)
{
    internal int FadeIn { get; init; }

    internal int FadeOut { get; init; }

    internal ExportFrame Frame => Picture.Frame;

    /// <summary>Where its own pictures begin to show.</summary>
    internal long FirstSeen => Start - FadeIn;

    /// <summary>The cuts lie in the middle of the dissolves.</summary>
    internal long CutIn => Start - FadeIn + (FadeIn / 2);

    internal long CutOut => End - FadeOut + (FadeOut / 2);
}

/// <summary>What is heard from the beginning.</summary>
/// <param name="File">Its name in the archive.</param>
/// <param name="Length">Of the file, in pictures of the film.</param>
internal sealed record TimelineSound(string File, long Length)
{
    internal string Stem => Path.GetFileNameWithoutExtension(File);

    internal string RelativeUrl => $"./{Uri.EscapeDataString(File)}";

    /// <summary>It ends with the film at the latest.</summary>
    internal long Heard(Timeline timeline) => Math.Min(Length, timeline.Length);
}

/// <param name="File">Its name in the archive.</param>
/// <param name="Size">Null for a video, which tells itself.</param>
internal sealed record PlacedPicture(ExportFrame Frame, string File, FrameSize? Size)
{
    internal string Stem => Path.GetFileNameWithoutExtension(File);

    internal bool IsStill => Size is not null;

    /// <summary>From beside it, wherever both were unpacked.</summary>
    internal string RelativeUrl => $"./{Uri.EscapeDataString(File)}";
}
