using System.Text.RegularExpressions;
using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn.Reading;

/// <summary>What somebody says, taken apart from what is to be seen.</summary>
internal static partial class Speech
{
    public static (string Seen, IReadOnlyList<string> Said) Part(string sentence)
    {
        var said = Quoted.Matches(sentence).Select(match => match.Groups["what"].Value.Trim().TrimEnd(',')).Where(what => what.Length > 0).ToList();
        return said.Count == 0 ? (sentence, []) : (Spaces.Replace(Quoted.Replace(sentence, " "), " ").Trim(' ', ',', '.'), said);
    }

    public static bool IsSaying(string word, Vocabulary words) => words.Entries("speech").Any(entry => entry.Split('/').Contains(word))
        || (words.Verbs.Find(word) is { } form && words.Entries("speech").Any(entry => entry.Split('/')[0] == form.Verb));

    [GeneratedRegex("[\"“„»«](?<what>[^\"“”„»«]*)[\"”“«»]", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted { get; }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces { get; }
}
