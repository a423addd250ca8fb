using System.Text;
using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn.Writing;

/// <summary>Tells what happened as what happens: "rowed" becomes "rows", or "rowing" where a prompt wants phrases.</summary>
internal sealed class VerbShaper
{
    private readonly string _text;
    private readonly Vocabulary _words;
    private readonly bool _asPhrase;
    private readonly IReadOnlyList<Token> _tokens;
    private readonly VerbNumber _number;
    private readonly Participles _participles;
    private bool _isFirst = true;
    private bool _isExpected = true;
    private bool _isAside;
    private bool _wasPhrase;
    private bool _wasState;
    private bool _isTold;

    private VerbShaper(string text, Vocabulary words, bool asPhrase)
    {
        (_text, _words, _asPhrase, _tokens) = (text, words, asPhrase, Tokens.Of(text));
        (_number, _participles) = (new VerbNumber(_tokens, words), new Participles(_tokens, words));
    }

    public static string Shape(string text, Vocabulary words, bool asPhrase) => new VerbShaper(text, words, asPhrase).Shape();

    private string Shape()
    {
        var shaped = new StringBuilder();
        for (var index = 0; index < _tokens.Count; index++)
        {
            if (IsAfterComma(index))
            {
                (_isExpected, _isAside) = (true, false);
                _number.Begin(index);
            }

            var word = Word(index);
            var gap = Tokens.Gap(_text, _tokens, index);
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
            if (token.Lower is not "and")
                _number.Begin(index + 1);
            return token.Text;
        }

        if (!_isExpected || IsNoVerb(index))
            return token.Text;
        return token.Lower is "was" or "were" or "is" or "are" or "had" or "has" or "have" ? Auxiliary(index) : Verb(index);
    }

    private bool IsNoVerb(int index) => index > 0 && !IsAfterComma(index) && !IsInverted(index)
        && ((_words.Has("determiners", _tokens[index - 1].Lower) && _tokens[index - 1].Lower is not "that") || _tokens[index - 1].IsPossessive || IsPreposition(index - 1) || IsOfPhrase(index));

    private bool IsPreposition(int index) => _words.Has("prepositions", _tokens[index].Lower) && _tokens[index].Lower is not ("before" or "after");

    // "ships with black sails"
    private bool IsOfPhrase(int index) => index > 1 && IsPreposition(index - 2) && !_tokens[index - 1].IsCapital && !_words.IsKnown(_tokens[index - 1].Lower)
        && _words.Verbs.Find(_tokens[index].Lower)?.Kind is VerbKind.Third;

    // "Beside her floated a cat."
    private bool IsInverted(int index) => index > 1 && index + 1 < _tokens.Count && _isFirst && _tokens[index - 1].Lower is "her" or "him" or "them" or "it"
        && _words.Has("prepositions", _tokens[index - 2].Lower) && _words.Verbs.Find(_tokens[index].Lower)?.Kind is VerbKind.Past
        && (_tokens[index + 1].IsCapital || _words.Has("determiners", _tokens[index + 1].Lower));

    private string Auxiliary(int index)
    {
        var (isFirst, token, isMany) = (_isFirst && !_isAside, _tokens[index], _number.IsMany(index));
        _isTold |= token.Lower is "was" or "were" or "had";
        var isGoingOn = index + 1 < _tokens.Count && _words.Verbs.Find(_tokens[index + 1].Lower)?.Kind is VerbKind.Ing;
        var isPhrase = isGoingOn && _asPhrase && isFirst;
        Found(index, isPhrase);
        return token.Lower switch
        {
            "was" or "is" or "were" or "are" when isPhrase => "",
            "was" when index > 0 && _tokens[index - 1].Lower is "i" => "am",
            "was" => "is",
            "were" => "are",
            "had" => isMany ? "have" : "has",
            _ => token.Text,
        };
    }

    private string Verb(int index)
    {
        var token = _tokens[index];
        if (index == 0 || token.Lower is "named" or "called")
            return token.Text;
        if (IsState(index))
        {
            _wasState = true;
            return token.Text;
        }

        if (_words.Verbs.Find(token.Lower) is not { } form)
            return Guessed(index);
        if (form.Kind is VerbKind.Ing or VerbKind.Participle || (form.Kind is VerbKind.Base && !_number.IsMany(index) && _tokens[index - 1].Lower is not "narrator"))
            return token.Text;
        _isTold |= form.Kind is VerbKind.Past;
        return Told(index, form.Verb, Verbs.Third(form.Verb), Verbs.Ing(form.Verb));
    }

    private string Guessed(int index)
    {
        var token = _tokens[index];
        if (!token.Lower.EndsWith("ed", StringComparison.Ordinal) || token.IsCapital || _words.IsKnown(token.Lower) || Verbs.Guess(token.Lower) is not { } guess)
            return token.Text;
        _isTold = true;
        return Told(index, guess.Third[..^1], guess.Third, guess.Ing);
    }

    // Before the sentence's own verb, after a comma: "Sir Edwin, wounded and worn, knelt". In a story of the present whatever comes after it: "finds her, tired".
    private bool IsState(int index) => _participles.MayBe(index)
        && ((_isFirst ? IsBetweenCommas(index) || (_wasState && _tokens[index - 1].Lower is "and") : !_isTold) || _participles.Is(index, IsAfterComma(index)));

    private bool IsBetweenCommas(int index)
    {
        var commas = Enumerable.Range(1, _tokens.Count - 1).Where(IsAfterComma).ToList();
        return commas is [var first, var second, ..] && first == index && (_participles.MayBe(second) || _words.Verbs.Find(_tokens[second].Lower)?.Kind is VerbKind.Past or VerbKind.Third);
    }

    private string Told(int index, string many, string one, string going)
    {
        var before = _tokens[index - 1].Lower;
        var isJoined = before is "and" || (index > 1 && _tokens[index - 2].Lower is "and" && Verbs.IsAdverb(before)) || IsAfterComma(index);
        // "They light a fire", "Beside her floats Miko": only a name can stand before a phrase.
        var isPhrase = _asPhrase && !_isAside && !IsInverted(index) && (_isFirst || (isJoined && _wasPhrase)) && before is not ("they" or "we" or "she" or "he" or "it" or "you" or "i");
        var isMany = _number.IsMany(index);
        Found(index, isPhrase);
        return isPhrase ? going : isMany ? many : one;
    }

    // An aside ("who lived there") leaves the sentence's own verb to come.
    private void Found(int index, bool isPhrase)
    {
        _number.Found(index);
        _wasPhrase = isPhrase || (_isAside && _wasPhrase);
        _isFirst &= _isAside;
        _isExpected = _isAside && _isFirst;
        _isAside = false;
    }

    private bool IsAfterComma(int index) => Tokens.Gap(_text, _tokens, index).Contains(',', StringComparison.Ordinal);
}
