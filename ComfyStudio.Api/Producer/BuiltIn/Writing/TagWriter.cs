using ComfyStudio.Api.Producer.BuiltIn.Language;
using ComfyStudio.Api.Producer.BuiltIn.Reading;

namespace ComfyStudio.Api.Producer.BuiltIn.Writing;

/// <summary>A moment as tags: what is done, with what, and how somebody looks while doing it.</summary>
internal sealed class TagWriter(Vocabulary words)
{
    private const int MostTags = 8;
    private const int MostWords = 3;

    public string Write(Moment moment)
    {
        var (tags, phrase) = (new List<string>(), new List<string>());
        foreach (var (index, token) in moment.Tokens.Index())
        {
            if (phrase.Count > 0 && (!Tokens.Follows(moment.Seen, moment.Tokens, index) || phrase.Count == MostWords))
                Close(tags, phrase);
            Take(moment, index, token, tags, phrase);
        }

        Close(tags, phrase);
        return string.Join(", ", tags.Distinct().Take(MostTags));
    }

    private void Take(Moment moment, int index, Token token, List<string> tags, List<string> phrase)
    {
        if (words.Meaning("feelings", token.Lower) is { } feeling)
        {
            Close(tags, phrase);
            tags.Add(feeling);
        }
        else if (IsDone(moment, index, token) is { } verb)
        {
            Close(tags, phrase);
            if (!words.Has("abstract", token.Lower) && verb is not ("begin" or "start" or "stop" or "try" or "get" or "become"))
                tags.Add(Speech.IsSaying(token.Lower, words) ? "talking" : Verbs.Ing(verb));
        }
        else if (IsPassedOver(moment, index, token))
        {
            // "the old fisherman": the words before somebody are said of him elsewhere.
            if (moment.Means.ContainsKey(index) || IsHere(moment, token))
                phrase.Clear();
            Close(tags, phrase);
        }
        else
        {
            phrase.Add(token.Lower);
        }
    }

    private string? IsDone(Moment moment, int index, Token token)
    {
        if (moment.Means.ContainsKey(index) || words.Verbs.Find(token.Lower) is not { } form || form.Kind is VerbKind.Base or VerbKind.Participle)
            return null;
        var isNoun = index > 0 && (words.Has("determiners", moment.Tokens[index - 1].Lower) || words.Has("prepositions", moment.Tokens[index - 1].Lower));
        return isNoun && form.Kind is not VerbKind.Ing ? null : form.Verb;
    }

    private bool IsPassedOver(Moment moment, int index, Token token) =>
        moment.Means.ContainsKey(index) || IsHere(moment, token) || IsWanted(moment, index, token) || words.Has("stop", token.Lower) || words.Has("prepositions", token.Lower) || words.Has("determiners", token.Lower)
        || words.Has("times", token.Lower) || words.Has("abstract", token.Lower) || token.Lower.EndsWith("ly", StringComparison.Ordinal) || token.Lower is "day" or "time" or "way" or "moment";

    // The place is said in the place's own part of the prompt.
    private bool IsHere(Moment moment, Token token) => moment.Place is { } place && words.Noun("places", token.Lower) == place.Noun;

    // "to find the dragon"
    private bool IsWanted(Moment moment, int index, Token token) =>
        index > 0 && moment.Tokens[index - 1].Lower == "to" && words.Verbs.Find(token.Lower) is not null;

    private static void Close(List<string> tags, List<string> phrase)
    {
        if (phrase.Count > 0)
            tags.Add(string.Join(' ', phrase));
        phrase.Clear();
    }
}
