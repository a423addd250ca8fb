using System.Globalization;
using ComfyStudio.Api.Producer.BuiltIn.Reading;
using ComfyStudio.Api.Producer.Families;

namespace ComfyStudio.Api.Producer.BuiltIn.Writing;

/// <summary>Makes frames of beats.</summary>
internal sealed class FrameWriter(Story story, Bible bible, ActionWriter actions)
{
    private const int LongestMs = 8000;
    private const int MsPerLetterSaid = 60;

    public IEnumerable<SceneFrame> Write(IReadOnlyList<Beat> beats)
    {
        var shots = new ShotCycle(beats.Count);
        var titles = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var beat in beats)
        {
            var frame = Frame(beat, shots.Next(beat, actions.Thing(beat.Key) is not null));
            var count = titles[frame.Title] = titles.GetValueOrDefault(frame.Title) + 1;
            // A story that is short for its frames shows one moment more than once.
            yield return count == 1 ? frame : frame with { Title = string.Create(CultureInfo.InvariantCulture, $"{frame.Title} ({count})") };
        }
    }

    private SceneFrame Frame(Beat beat, string shot)
    {
        var action = actions.Write(beat, shot);
        var isThing = shot == ShotTypes.Detail && beat.Copy > 0 && action.StartsWith("the ", StringComparison.Ordinal);
        return new SceneFrame
        {
            Title = TitleOf(beat, action),
            Action = action,
            Description = string.Join(' ', beat.All.Select(moment => Ended(moment.Source))),
            ShotType = shot,
            // A thing from near shows nobody.
            Cast = isThing ? [] : [.. CastOf(beat.Key, shot).Select(bible.IdOf).OfType<string>()],
            LocationId = bible.IdOf(beat.Key.Place),
            TimeOfDay = beat.Key.Time,
            DurationMs = DurationOf(beat),
            Notes = NotesOf(beat),
        };
    }

    // Whoever listens is seen as long as there is room for two.
    private static IEnumerable<Person> CastOf(Moment moment, string shot) =>
        moment.Listener is { } listener && moment.Cast.Count > 0 && shot is ShotTypes.Wide or ShotTypes.OverShoulder or ShotTypes.Establishing ? moment.Cast.Append(listener) : moment.Cast;

    private string TitleOf(Beat beat, string action) =>
        FrameTitle.Of(beat.Copy == 0 && beat.Key.Said.Count == 0 && actions.Sentence(beat.Key) is { Length: > 0 } sentence ? sentence : action);

    private static int DurationOf(Beat beat) => beat.Copy > 0 ? SceneFrame.DefaultDurationMs
        : Math.Clamp(beat.All.SelectMany(moment => moment.Said).Sum(said => said.Length) * MsPerLetterSaid, SceneFrame.DefaultDurationMs, LongestMs);

    private string NotesOf(Beat beat)
    {
        var said = beat.Copy > 0 ? [] : beat.All.SelectMany(moment => moment.Said).Select(line => $"“{line}”").ToList();
        var stage = beat.Stage.Name is "Development" ? "" : beat.Stage.Name;
        return string.Join(". ", ((string[])[stage, said.Count > 0 ? $"{(story.Words.IsEnglish ? "Dialogue" : "Dialog")}: {string.Join(' ', said)}" : ""]).Where(note => note.Length > 0));
    }

    private static string Ended(string sentence) => sentence.Length > 0 && char.IsLetterOrDigit(sentence[^1]) ? sentence + "." : sentence;
}
