using System.Text.RegularExpressions;

namespace ComfyStudio.Jobs;

/// <summary>What an engine may be called and tagged, in the configuration as in the studio.</summary>
public static partial class EngineRules
{
    public const int LongestName = 60;
    public const int MostTags = 8;
    public const string AboutTags = "give at most 8 tags, each of 1 to 24 small letters, digits and '-'.";
    public const string AboutWeight = "give a number from 0.1 to 10.";

    public static bool IsTag(string tag) => TagPattern.IsMatch(tag);

    public static bool IsWeight(double weight) => weight is >= 0.1 and <= 10;

    [GeneratedRegex("^[a-z0-9-]{1,24}$", RegexOptions.CultureInvariant)]
    private static partial Regex TagPattern { get; }
}
