using System.Globalization;
using System.Text.RegularExpressions;
using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn;

/// <summary>A part of the story's course, and how many frames it gets.</summary>
internal sealed record Stage(string Name, int Frames, bool IsClimax = false, bool IsOwn = false)
{
    public IReadOnlySet<string> Words { get; } = Tokens.Of(Name).Select(token => token.Lower).Where(word => word.Length > 3).ToHashSet();
}

/// <summary>One opening, the development, one climax, one close; the user's own course wins.</summary>
internal static partial class StoryArc
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["three acts"] = "Setup 25%; Confrontation 50%; Resolution 25%",
        ["three-act structure"] = "Setup 25%; Confrontation 50%; Resolution 25%",
        ["drei akte"] = "Exposition 25%; Konfrontation 50%; Auflösung 25%",
        ["kishotenketsu"] = "Introduction 25%; Development 35%; Twist 25%; Conclusion 15%",
        ["hero's journey"] = "Ordinary world; Call to adventure; Crossing the threshold; Trials 30%; Ordeal; Reward; The road back; Return",
        ["heldenreise"] = "Gewohnte Welt; Ruf; Schwelle; Prüfungen 30%; Entscheidung; Belohnung; Rückweg; Heimkehr",
    };

    public static IReadOnlyList<Stage> Usual(int frames) =>
        [new("Opening", 1), new("Development", frames - 3), new("Climax", 1, IsClimax: true), new("Close", 1)];

    /// <returns>Null when the text names no parts.</returns>
    public static IReadOnlyList<Stage>? Parse(string arc, int frames)
    {
        var parts = PartsOf(Known.GetValueOrDefault(arc.Trim(), arc)).Select(Wish.Of).Where(wish => wish.Name.Length > 0).ToList();
        if (parts.Count < 2)
            return null;
        if (parts.Count > frames)
            parts = [.. parts.Take(frames - 1), parts[^1]];
        return [.. parts.Zip(Share(parts, frames), (part, count) => new Stage(part.Name, count, ClimaxWord.IsMatch(part.Name), IsOwn: !StageWord.IsMatch(part.Name)))];
    }

    private static string[] PartsOf(string arc)
    {
        const StringSplitOptions trim = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var parts = Separator.Split(arc).Select(part => part.Trim()).Where(part => part.Length > 0).ToArray();
        if (parts.Length > 1)
            return parts;
        var listed = arc.Split(',', trim);
        return listed.Length > 2 || listed.Any(part => StageWord.IsMatch(part)) ? listed : [arc];
    }

    // Those who named a number get it as far as the frames reach; the others share what is left.
    private static int[] Share(IReadOnlyList<Wish> wishes, int frames)
    {
        var counts = wishes.Select(wish => wish.Count ?? (wish.Percent is { } percent ? percent * frames / 100 : wish.IsPoint ? 1 : 0)).ToArray();
        var free = Enumerable.Range(0, counts.Length).Where(at => counts[at] == 0).ToList();
        var left = frames - counts.Sum();
        foreach (var (order, at) in free.Index())
            counts[at] = Math.Max(1, (left * (order + 1) / free.Count) - (left * order / free.Count));
        while (counts.Sum() != frames)
            Settle(counts, frames);
        return counts;
    }

    private static void Settle(int[] counts, int frames)
    {
        var largest = Array.IndexOf(counts, counts.Max());
        counts[largest] += Math.Sign(frames - counts.Sum());
    }

    private sealed record Wish(string Name, int? Count, int? Percent, bool IsPoint)
    {
        public static Wish Of(string part)
        {
            var text = ListNumber.Replace(part, "");
            var range = FrameRange.Match(text);
            if (range.Success)
                return new Wish(text[range.Length..].Trim(), Math.Clamp(Number(range.Groups["to"].Value) - Number(range.Groups["from"].Value) + 1, 1, 50), null, false);
            var (percent, count) = (Percentage.Match(text), CountWord.Match(text));
            var name = CountWord.Replace(Percentage.Replace(text, ""), "").Trim(' ', ':', '(', ')', '-', ',');
            return new Wish(
                name,
                count.Success ? Math.Max(1, Number(count.Groups["count"].Value)) : null,
                percent.Success ? Number(percent.Groups["percent"].Value) : null,
                PointWord.IsMatch(name));
        }

        private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\s*(?:\r?\n|;|→|->|=>|>|\|)\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Separator { get; }

    [GeneratedRegex(@"^\s*(?:\d{1,2}[.)]|[-*•])\s+", RegexOptions.CultureInvariant)]
    private static partial Regex ListNumber { get; }

    [GeneratedRegex(@"^\s*(?:frames?|shots?|bilder?|bild)?\s*(?<from>\d{1,2})\s*[-–]\s*(?<to>\d{1,2})\s*:?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FrameRange { get; }

    [GeneratedRegex(@"\(?\b(?<percent>\d{1,2})\s*%\)?", RegexOptions.CultureInvariant)]
    private static partial Regex Percentage { get; }

    [GeneratedRegex(@"\(?\s*\b(?<count>\d{1,2})\b\s*(?:x|×|frames?|shots?|bilder?|beats?)?\)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CountWord { get; }

    [GeneratedRegex(@"climax|peak|höhepunkt|showdown|ordeal|twist|battle|confrontation|turning point|wendepunkt", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ClimaxWord { get; }

    [GeneratedRegex(@"^(?:climax|peak|höhepunkt|opening|intro|introduction|close|closing|end|ending|ende|schluss|eröffnung|einleitung|epilogue|prologue|twist)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PointWord { get; }

    [GeneratedRegex(@"^\W*(?:\d+\s*)?(?:slow |quiet |short |long |rising |falling )?(?:climax|peak|höhepunkt|opening|intro|introduction|setup|set-up|exposition|development|middle|build-?up|rising action|falling action|confrontation|conflict|resolution|conclusion|twist|close|closing|end|ending|ende|schluss|eröffnung|einleitung|entwicklung|mittelteil|konfrontation|auflösung|epilogue|prologue|act \w+)\b.{0,12}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StageWord { get; }
}
