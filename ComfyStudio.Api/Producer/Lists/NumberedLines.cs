using System.Globalization;
using System.Text.RegularExpressions;

namespace ComfyStudio.Api.Producer.Lists;

/// <summary>"1. A door opens", "Shot 2: she steps out", "- a street". What stands between two of them belongs to the first.</summary>
internal static partial class NumberedLines
{
    private const int FewestNumbered = 2;
    private const int FewestPoints = 3;

    public static ShotList? Read(string text)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        return Read(lines, Number, FewestNumbered) ?? Read(lines, Point, FewestPoints);
    }

    private static ShotList? Read(List<string> lines, Regex mark, int fewest)
    {
        var first = lines.FindIndex(mark.IsMatch);
        var marks = lines.Select(line => mark.Match(line)).Where(match => match.Success).ToList();
        // One line may stand above the list; more would be a story with a list in it.
        if (marks.Count < fewest || first > 1 || !IsRising(marks))
            return null;
        var shots = new List<string>();
        foreach (var line in lines.Skip(first))
        {
            var match = mark.Match(line);
            if (match.Success)
                shots.Add(match.Groups["what"].Value.Trim());
            else
                shots[^1] = $"{shots[^1]} {line}";
        }

        return new ShotList(ScenePlanKind.ShotList, first == 1 ? lines[0].Trim('#', '*', ':', ' ') : null, [.. shots.Select(Frame)]);
    }

    private static bool IsRising(List<Match> marks)
    {
        var numbers = marks.Where(mark => mark.Groups["number"].Success).Select(mark => NumberOf(mark.Groups["number"].Value)).ToList();
        return numbers.Zip(numbers.Skip(1)).All(pair => pair.Second > pair.First);
    }

    // In the digits of any script.
    private static int NumberOf(string digits) => digits.Aggregate(0, (number, digit) => (number * 10) + CharUnicodeInfo.GetDecimalDigitValue(digit));

    private static SceneFrame Frame(string words) => new() { Title = FrameTitle.Of(words), Action = words, Description = words };

    [GeneratedRegex(@"^(?:\*\*)?(?:(?:shot|frame|scene|panel|bild|szene|einstellung)\s*)?#?(?<number>\d{1,4})(?:\*\*)?\s*(?:[.):]|\s[-–—])(?:\*\*)?\s+(?<what>\S.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Number { get; }

    [GeneratedRegex(@"^[-*•–]\s+(?<what>\S.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Point { get; }
}
