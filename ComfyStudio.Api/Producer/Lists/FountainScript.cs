using System.Text.RegularExpressions;

namespace ComfyStudio.Api.Producer.Lists;

/// <summary>A screenplay in Fountain: each paragraph of action is a shot, what is said in it goes to its notes.</summary>
internal sealed partial class FountainScript
{
    private const int MsPerLetterSaid = 60;
    private const int LongestMs = 15_000;

    private readonly NamedBible _bible = new();
    private readonly List<SceneFrame> _frames = [];
    private string? _place;
    private string? _time;
    private string _heading = "";
    private bool _isFresh;

    /// <returns>Null when the text has no scene heading.</returns>
    public static ShotList? Read(string text)
    {
        if (!text.Split('\n').Any(line => Heading.IsMatch(line.Trim())))
            return null;
        var script = new FountainScript();
        var (title, body) = TitlePage(Remarks.Replace(text, ""));
        foreach (var block in Blocks(body))
            script.Take(block);
        script.CloseScene();
        return script._frames.Count == 0 ? null : new ShotList(ScenePlanKind.Fountain, title, script.WithCast())
        {
            Characters = script._bible.Characters,
            Locations = script._bible.Locations,
        };
    }

    private static (string? Title, string Body) TitlePage(string text)
    {
        var first = text.TrimStart();
        if (!TitleLine.IsMatch(first.Split('\n')[0]))
            return (null, text);
        var end = first.IndexOf("\n\n", StringComparison.Ordinal);
        var page = end < 0 ? first : first[..end];
        var title = page.Split('\n').FirstOrDefault(line => line.StartsWith("Title:", StringComparison.OrdinalIgnoreCase))?[6..].Trim(' ', '*', '_');
        return (string.IsNullOrEmpty(title) ? null : title, end < 0 ? "" : first[end..]);
    }

    private static IEnumerable<string[]> Blocks(string body) => BlankLines.Split(body)
        .Select(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Where(block => block.Length > 0);

    private void Take(string[] block)
    {
        if (Heading.IsMatch(block[0]))
        {
            Open(block[0]);
            if (block.Length > 1)
                Take(block[1..]);
        }
        else if (block[0][0] is not ('#' or '=') && !Transition.IsMatch(block[0]))
        {
            if (IsCue(block))
                Say(block);
            else
                Add(string.Join(' ', block).TrimStart('!'), "", []);
        }
    }

    private void Open(string line)
    {
        CloseScene();
        _heading = line.TrimStart('.').Trim();
        var match = Heading.Match(line);
        var rest = SceneNumber.Replace(match.Groups["rest"].Value, "").Trim();
        var cut = rest.LastIndexOf(" - ", StringComparison.Ordinal);
        var (place, time) = cut < 0 ? (rest, null) : (rest[..cut].Trim(), rest[(cut + 3)..].Trim().ToLowerInvariant());
        _time = time is { Length: > 0 } ? time switch { "night" => "at night", "day" => "by day", "dawn" => "at dawn", "dusk" => "at dusk", "morning" => "in the morning", "evening" => "in the evening", _ => time } : _time;
        _place = place.Length == 0 ? null : _bible.Location(place, place.ToLowerInvariant());
        _isFresh = true;
    }

    // A scene of which nothing is told is still a shot.
    private void CloseScene()
    {
        if (_isFresh)
            Add(_heading, "", []);
        _isFresh = false;
    }

    private static bool IsCue(string[] block) => block.Length > 1 && (block[0][0] == '@' || Cue.IsMatch(block[0]));

    private void Say(string[] block)
    {
        var name = CueExtra.Replace(block[0].TrimStart('@').TrimEnd('^', ' '), "").Trim();
        var id = _bible.Character(name);
        var said = $"{name}: {string.Join(' ', block.Skip(1))}";
        var length = block.Skip(1).Where(line => line[0] != '(').Sum(line => line.Length) * MsPerLetterSaid;
        if (_isFresh || _frames.Count == 0)
        {
            // Nothing was shown yet: whoever speaks is seen.
            var manner = block.Skip(1).Where(line => line[0] == '(').Select(line => $" {line}").FirstOrDefault() ?? "";
            Add($"{name}{manner}", said, [id], length);
            return;
        }

        var last = _frames[^1];
        _frames[^1] = last with
        {
            Cast = [.. last.Cast.Union([id])],
            Notes = last.Notes.Length > 0 ? $"{last.Notes} {said}" : said,
            DurationMs = Math.Min(LongestMs, Math.Max(last.DurationMs, SceneFrame.DefaultDurationMs) + length),
        };
    }

    private void Add(string action, string notes, IReadOnlyList<string> cast, int lengthMs = 0)
    {
        _isFresh = false;
        _frames.Add(new SceneFrame
        {
            Title = FrameTitle.Of(action),
            Action = action,
            Description = action,
            Cast = cast,
            LocationId = _place,
            TimeOfDay = _time,
            DurationMs = Math.Clamp(lengthMs, SceneFrame.DefaultDurationMs, LongestMs),
            Notes = notes,
        });
    }

    // Whoever has a line somewhere is known by name in the action, too.
    private SceneFrame[] WithCast() => [.. _frames.Select(frame => frame with
    {
        Cast = [.. frame.Cast.Union(_bible.Characters.Where(person => IsNamed(frame.Action, person.Name)).Select(person => person.Id))],
    })];

    private static bool IsNamed(string action, string name) =>
        Regex.IsMatch(action, $@"\b{Regex.Escape(name)}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    [GeneratedRegex(@"^(?:\.(?=[^.\s])|(?:INT|EXT|EST|INT\.?/EXT|EXT\.?/INT|I/E)[. ]\s*)(?<rest>\S.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"^(?:Title|Credit|Authors?|Source|Draft date|Contact|Copyright|Notes):", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TitleLine { get; }

    [GeneratedRegex(@"^(?:>.*|[\p{Lu}\s]+TO:|FADE (?:IN|OUT)[.:]?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Transition { get; }

    [GeneratedRegex(@"^(?=.*\p{Lu})[\p{Lu}\p{N} .'’\-]+(?:\([^)]*\))?\s*\^?$", RegexOptions.CultureInvariant)]
    private static partial Regex Cue { get; }

    [GeneratedRegex(@"\([^)]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex CueExtra { get; }

    [GeneratedRegex(@"\s*#[^#]+#\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex SceneNumber { get; }

    [GeneratedRegex(@"/\*.*?\*/|\[\[.*?\]\]", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Remarks { get; }

    [GeneratedRegex(@"\n\s*\n", RegexOptions.CultureInvariant)]
    private static partial Regex BlankLines { get; }
}
