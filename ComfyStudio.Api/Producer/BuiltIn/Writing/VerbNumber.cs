using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn.Writing;

/// <summary>Whether one does it, or several: "Mara rows", "waves crash", "Mara and Tom row".</summary>
internal sealed class VerbNumber(IReadOnlyList<Token> tokens, Vocabulary words)
{
    private int _from;
    private bool _hasVerb;
    private bool _wasMany;

    /// <summary>A part of the sentence begins that may have a subject of its own.</summary>
    public void Begin(int index) => (_from, _hasVerb) = (index, false);

    public void Found(int index) => (_wasMany, _hasVerb) = (IsMany(index), true);

    /// <param name="index">The number of the verb.</param>
    public bool IsMany(int index)
    {
        if (index == 0)
            return false;
        var before = tokens[index - 1].Lower;
        if (before == "and" || (index > 1 && tokens[index - 2].Lower == "and" && Verbs.IsAdverb(before)))
            return _wasMany;
        if (before is "they" or "we" or "i" or "you" or "people" or "children" or "men" or "women")
            return true;
        return IsPlural(tokens[SubjectEnd(index)]) || IsList(index);
    }

    // "an old woman selling oranges": the woman.
    private int SubjectEnd(int index) => _hasVerb ? index - 1 : Enumerable.Range(_from + 1, Math.Max(0, index - _from - 2))
        .Where(at => words.Verbs.Find(tokens[at].Lower)?.Kind is VerbKind.Ing && !words.Has("determiners", tokens[at - 1].Lower) && tokens[at - 1].Lower is not "and")
        .Select(at => at - 1).FirstOrDefault(index - 1);

    private static bool IsPlural(Token token) =>
        token.Lower.Length > 3 && token.Lower[^1] == 's' && token.Lower[^2] is not ('s' or 'u' or 'i') && !token.IsPossessive && !token.IsCapital;

    // "Mara and Tom", "the fox and the hare"
    private bool IsList(int index) => !_hasVerb && Enumerable.Range(_from + 1, Math.Max(0, index - _from - 2))
        .Any(at => tokens[at].Lower == "and" && (tokens[at + 1].IsCapital || tokens[at + 1].Lower == "the"));
}
