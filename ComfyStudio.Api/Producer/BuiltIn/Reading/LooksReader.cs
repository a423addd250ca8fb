using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn.Reading;

/// <summary>What is said of hair, eyes and clothes, and of whom.</summary>
internal sealed class LooksReader(Vocabulary words)
{
    public void Read(Moment moment, Func<string, Person?> ownerOf)
    {
        for (var index = 0; index < moment.Tokens.Count; index++)
        {
            foreach (var section in (string[])["clothes", "body"])
            {
                if (NounPhrase.At(moment.Seen, moment.Tokens, index, section, words) is { } phrase && Wearer(moment, phrase, ownerOf) is { } person)
                    Note(moment, person, phrase, section);
            }
        }
    }

    private void Note(Moment moment, Person person, NounPhrase phrase, string section)
    {
        IEnumerable<string> adjectives = phrase.Adjectives.Where(adjective => !words.Has("transient", adjective) && !adjective.EndsWith("ing", StringComparison.Ordinal));
        if (Said(moment, phrase) is { } said)
            adjectives = adjectives.Append(said);
        moment.IsDescription |= moment.Tokens.Any(token => token.Lower is "is" or "was" or "had" or "has" or "wore" or "wears" or "wearing" or "ist" or "war" or "trägt" or "trug" or "hat" or "hatte");
        var what = string.Join(' ', adjectives.Append(phrase.Noun));
        var list = section == "clothes" ? person.Clothes : person.Features;
        // Of a coat it is worth noting that there is one; of eyes only how they look.
        if ((section == "clothes" || what != phrase.Noun || phrase.Noun is "beard" or "freckles" or "scar" or "braids" or "moustache" or "ponytail")
            && !list.Any(known => known.EndsWith(phrase.Noun, StringComparison.Ordinal)))
            list.Add(what);
    }

    // "Her hair was white."
    private string? Said(Moment moment, NounPhrase phrase)
    {
        var next = phrase.Head + 1;
        if (phrase.Determiner is null || next + 1 >= moment.Tokens.Count || moment.Tokens[next].Lower is not ("is" or "was" or "are" or "were" or "ist" or "war" or "sind" or "waren"))
            return null;
        var word = moment.Tokens[next + 1].Lower;
        return words.Has("stop", word) || words.Has("transient", word) || words.Verbs.Find(word) is not null ? null : words.Adjective(word);
    }

    private Person? Wearer(Moment moment, NounPhrase phrase, Func<string, Person?> ownerOf)
    {
        if (phrase.Determiner is { } determiner)
        {
            if (moment.Means.TryGetValue(phrase.From, out var owner))
                return owner;
            if (Pronouns.OwnerGender(determiner.Lower, words) is not null)
                return ownerOf(determiner.Lower);
        }

        return IsWorn(moment, phrase) ? moment.Means.Where(mention => mention.Key < phrase.From).OrderBy(mention => mention.Key).Select(mention => mention.Value).LastOrDefault() : null;
    }

    private static bool IsWorn(Moment moment, NounPhrase phrase) => Enumerable.Range(1, 8).Select(step => phrase.From - step).Where(at => at >= 0)
        .Select(at => moment.Tokens[at].Lower).TakeWhile(word => word is not ("on" or "onto" or "behind" or "under" or "into"))
        .Any(word => word is "in" or "with" or "wearing" or "wears" or "wore" or "mit" or "trägt" or "trug" or "im" or "has" or "had" or "hat" or "hatte");
}
