using System.Text;

namespace ComfyStudio.Api.Producer.BuiltIn;

/// <summary>Tells what happened as what happens: "rowed" becomes "rows", or "rowing" where a prompt wants phrases.</summary>
internal sealed class VerbShaper
{
    private readonly string _text;
    private readonly Vocabulary _words;
    private readonly bool _asPhrase;
    private readonly IReadOnlyList<Token> _tokens;
    private bool _isFirst = true;
    private bool _isExpected = true;
    private bool _isAside;
    private bool _wasMany;

    private VerbShaper(string text, Vocabulary words, bool asPhrase) => (_text, _words, _asPhrase, _tokens) = (text, words, asPhrase, Tokens.Of(text));

    public static string Shape(string text, Vocabulary words, bool asPhrase) => new VerbShaper(text, words, asPhrase).Shape();

    private string Shape()
    {
        var shaped = new StringBuilder();
        for (var index = 0; index < _tokens.Count; index++)
        {
            var gap = Tokens.Gap(_text, _tokens, index);
            if (gap.Contains(',', StringComparison.Ordinal))
                (_isExpected, _isAside) = (true, false);
            var word = Word(index);
            shaped.Append(word.Length == 0 ? gap.TrimEnd() : gap).Append(word);
        }

        return shaped.Append(_tokens.Count == 0 ? _text : _text[_tokens[^1].End..]).ToString();
    }

    private string Word(int index)
    {
        var token = _tokens[index];
        if (token.Lower is "who" or "which" or "that" or "as" or "while" or "when" or "until" or "because" or "where" or "but" or "and" or "before" or "after" or "if")
        {
            (_isExpected, _isAside) = (true, token.Lower is not ("and" or "but"));
            return token.Text;
        }

        if (!_isExpected || IsNoVerb(index))
            return token.Text;
        return token.Lower is "was" or "were" or "is" or "are" or "had" or "has" or "have" ? Auxiliary(index) : Verb(index);
    }

    private bool IsNoVerb(int index) => index > 0
        && (_words.Has("determiners", _tokens[index - 1].Lower) || _tokens[index - 1].IsPossessive || (_words.Has("prepositions", _tokens[index - 1].Lower) && _tokens[index - 1].Lower is not ("before" or "after")));

    private string Auxiliary(int index)
    {
        var (isFirst, token) = (_isFirst && !_isAside, _tokens[index]);
        Found(index);
        var isGoingOn = index + 1 < _tokens.Count && _words.Verbs.Find(_tokens[index + 1].Lower)?.Kind is VerbKind.Ing;
        return token.Lower switch
        {
            "was" or "is" or "were" or "are" when isGoingOn && _asPhrase && isFirst => "",
            "was" => "is",
            "were" => "are",
            "had" => IsMany(index) ? "have" : "has",
            _ => token.Text,
        };
    }

    private string Verb(int index)
    {
        var token = _tokens[index];
        if (index == 0 || token.Lower is "named" or "called")
            return token.Text;
        if (_words.Verbs.Find(token.Lower) is not { } form)
            return token.Lower.EndsWith("ed", StringComparison.Ordinal) && !token.IsCapital && !_words.IsKnown(token.Lower) && Verbs.Guess(token.Lower) is { } guess
                ? Told(index, guess.Third[..^1], guess.Third, guess.Ing) : token.Text;
        if (form.Kind is VerbKind.Ing or VerbKind.Participle || (form.Kind is VerbKind.Base && !IsMany(index) && _tokens[index - 1].Lower is not "narrator"))
            return token.Text;
        return Told(index, form.Verb, Verbs.Third(form.Verb), Verbs.Ing(form.Verb));
    }

    private string Told(int index, string many, string one, string going)
    {
        var asPhrase = _asPhrase && !_isAside && (_isFirst || _tokens[index - 1].Lower is "and" || Tokens.Gap(_text, _tokens, index).Contains(',', StringComparison.Ordinal));
        var isMany = IsMany(index);
        Found(index);
        return asPhrase ? going : isMany ? many : one;
    }

    // An aside ("who lived there") leaves the sentence's own verb to come.
    private void Found(int index)
    {
        _wasMany = IsMany(index);
        _isFirst &= _isAside;
        _isExpected = _isAside && _isFirst;
        _isAside = false;
    }

    // "Waves crash", "Mara and Tom row", "they sing".
    private bool IsMany(int index)
    {
        if (index == 0)
            return false;
        var before = _tokens[index - 1];
        if (before.Lower == "and")
            return _wasMany;
        if (before.Lower is "they" or "we" or "i" or "you" or "people" or "children" or "men" or "women")
            return true;
        if (before.Lower.Length > 3 && before.Lower[^1] == 's' && before.Lower[^2] is not ('s' or 'u' or 'i') && !before.IsPossessive && !before.IsCapital)
            return true;
        return index > 2 && before.IsCapital && _tokens[index - 2].Lower == "and" && _tokens[index - 3].IsCapital;
    }
}
