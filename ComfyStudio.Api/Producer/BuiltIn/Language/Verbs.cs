namespace ComfyStudio.Api.Producer.BuiltIn.Language;

/// <summary>Verbs by each of their forms: <c>row</c>, or <c>go/went/gone</c> where a verb is irregular.</summary>
internal sealed class Verbs
{
    private readonly Dictionary<string, VerbForm> _forms = new(StringComparer.Ordinal);

    public Verbs(IEnumerable<string> entries)
    {
        foreach (var parts in entries.Select(entry => entry.Split('/')))
        {
            var verb = parts[0];
            // "put" is more often told than wanted.
            _forms.TryAdd(verb, new VerbForm(verb, parts.Length > 1 && parts[1] == verb ? VerbKind.Past : VerbKind.Base));
            _forms.TryAdd(Third(verb), new VerbForm(verb, VerbKind.Third));
            _forms.TryAdd(Ing(verb), new VerbForm(verb, VerbKind.Ing));
            _forms.TryAdd(parts.Length > 1 ? parts[1] : Past(verb), new VerbForm(verb, VerbKind.Past));
            if (parts.Length > 2)
                _forms.TryAdd(parts[2], new VerbForm(verb, VerbKind.Participle));
        }
    }

    /// <summary>What may stand between "and" and a verb: "never", "slowly".</summary>
    public static bool IsAdverb(string word) => word is "never" or "then" or "just" || word.EndsWith("ly", StringComparison.Ordinal);

    public VerbForm? Find(string word) => _forms.TryGetValue(word, out var form) ? form : null;

    /// <summary>A verb that is in no list, by its ending: "removed".</summary>
    public static (string Third, string Ing)? Guess(string past) => past switch
    {
        { Length: < 5 } => null,
        [.. var stem, 'i', 'e', 'd'] => (stem + "ies", stem + "ying"),
        [.. var stem, var last, 'e', 'd'] when last is 'v' or 'c' or 's' or 'z' or 'g' or 'u' => ($"{stem}{last}es", $"{stem}{last}ing"),
        [.. var stem, 'e', 'd'] => (stem + "s", stem + "ing"),
        _ => null,
    };

    public static string Third(string verb) => verb switch
    {
        [.., 's' or 'x' or 'z' or 'o'] or [.., 'c' or 's', 'h'] => verb + "es",
        [.., var before, 'y'] when !IsVowel(before) => verb[..^1] + "ies",
        _ => verb + "s",
    };

    public static string Ing(string verb) => verb switch
    {
        [.., 'i', 'e'] => verb[..^2] + "ying",
        [.., 'e', 'e'] or [.., 'y', 'e'] => verb + "ing",
        [.., 'e'] => verb[..^1] + "ing",
        _ when IsDoubled(verb) => verb + verb[^1] + "ing",
        _ => verb + "ing",
    };

    private static string Past(string verb) => verb switch
    {
        [.., 'e'] => verb + "d",
        [.., var before, 'y'] when !IsVowel(before) => verb[..^1] + "ied",
        _ when IsDoubled(verb) => verb + verb[^1] + "ed",
        _ => verb + "ed",
    };

    // "run", "drop"; of longer ones only those that are stressed at their end.
    private static bool IsDoubled(string verb) => verb is "begin" or "forget" || (verb.Count(IsVowel) == 1
        && verb is [.., var first, var vowel, var last] && !IsVowel(first) && IsVowel(vowel) && !IsVowel(last) && last is not ('w' or 'x' or 'y'));

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';
}

internal readonly record struct VerbForm(string Verb, VerbKind Kind);

internal enum VerbKind
{
    Base,
    Third,
    Ing,
    Past,
    Participle,
}
