using System.Globalization;
using System.Text;

namespace ComfyStudio.Thumbnailer.Exports.Timelines;

/// <summary>An EDL as CMX 3600 has it: cuts, dissolves and times that anything reads. File names and notes stand in its comments.</summary>
internal static class EditList
{
    /// <summary>What the format counts to.</summary>
    internal const int MostEvents = 999;

    // Of files, which are on no tape.
    private const string Reel = "AX      ";
    private const string Cut = "C        ";

    internal static byte[] Write(Timeline timeline)
    {
        var list = new StringBuilder();
        Line(list, $"TITLE: {timeline.Title}");
        Line(list, "FCM: NON-DROP FRAME");
        foreach (var (at, shot) in timeline.Shots.Index())
        {
            Line(list, "");
            if (shot.FadeIn > 0)
                Dissolve(list, timeline, at, shot);
            else
                Event(list, timeline, at, Cut, 0, shot.Start, shot.End - shot.FadeOut);
            Comments(list, timeline, shot);
        }

        return Encoding.UTF8.GetBytes(list.ToString());
    }

    // Two lines: where the one before ends, and the new one, which is there from the first picture of the dissolve.
    private static void Dissolve(StringBuilder list, Timeline timeline, int at, TimelineShot shot)
    {
        var before = timeline.Shots[at - 1];
        var from = shot.FirstSeen;
        Event(list, timeline, at, Cut, from - before.FirstSeen, from, from);
        Event(list, timeline, at, string.Create(CultureInfo.InvariantCulture, $"D    {shot.FadeIn:000} "), 0, from, shot.End - shot.FadeOut);
        Line(list, $"* FROM CLIP NAME: {before.Picture.File}");
    }

    private static void Event(StringBuilder list, Timeline timeline, int at, string edit, long source, long from, long to)
    {
        var (rate, first) = (timeline.Rate, timeline.FirstTimecode);
        Line(list, string.Create(CultureInfo.InvariantCulture,
            $"{at + 1:000}  {Reel} V     {edit}{Timecode.Of(source, rate)} {Timecode.Of(source + to - from, rate)} {Timecode.Of(first + from, rate)} {Timecode.Of(first + to, rate)}"));
    }

    private static void Comments(StringBuilder list, Timeline timeline, TimelineShot shot)
    {
        Line(list, $"* {(shot.FadeIn > 0 ? "TO" : "FROM")} CLIP NAME: {shot.Picture.File}");
        Line(list, $"* COMMENT: {ShotWords.Heading(shot.Frame)}");
        if (ShotWords.Description(shot.Frame) is { Length: > 0 } description)
            Line(list, $"* COMMENT: {description}");
        if (ShotWords.Notes(shot.Frame) is { Length: > 0 } notes)
            Line(list, $"* LOC: {Timecode.Of(timeline.FirstTimecode + shot.Start, timeline.Rate)} YELLOW  {notes}");
    }

    private static void Line(StringBuilder list, string line) => list.Append(line).Append("\r\n");
}
