using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn.Reading;

/// <summary>Follows the people of a story through its moments: names, roles, pronouns, and what is said of their looks.</summary>
internal sealed class CastReader
{
    private static readonly string[] Sections = ["women", "men", "persons", "animals"];

    private readonly IReadOnlyDictionary<string, string> _names;
    private readonly Func<string, char?> _genderOf;
    private readonly Vocabulary _words;
    private readonly Company _company;
    private readonly PronounReader _pronouns;

    public CastReader(IReadOnlyDictionary<string, string> names, Func<string, char?> genderOf, Vocabulary words)
    {
        (_names, _genderOf, _words, _company) = (names, genderOf, words, new Company(words));
        _pronouns = new PronounReader(_company, words);
    }

    public void Read(Moment moment)
    {
        _company.BeginMoment();
        _pronouns.Begin();
        for (var index = 0; index < moment.Tokens.Count; index++)
        {
            if (!moment.Means.ContainsKey(index))
                ReadWord(moment, index);
        }

        new LooksReader(_words).Read(moment, _pronouns.Owner);
        Listen(moment);
        _pronouns.End(moment);
    }

    /// <summary>Who is mentioned once, without a name, is no more than a word of that moment; unless there is nobody else.</summary>
    public void Finish(IReadOnlyList<Moment> moments)
    {
        var kept = _company.People.Where(person => person.IsNamed || person.Mentions > 1).ToHashSet();
        if (kept.Count == 0 && _company.People is [var only, ..])
            kept.Add(only);
        foreach (var moment in moments)
            moment.Cast.RemoveAll(person => !kept.Contains(person));
    }

    // Whoever spoke or was there last listens.
    private void Listen(Moment moment)
    {
        if (moment.Said.Count > 0 && moment.Cast.Count == 1)
            moment.Listener = _company.Last(person => person != moment.Cast[0] && _company.IsRecent(person, 3));
    }

    private void ReadWord(Moment moment, int index)
    {
        var token = moment.Tokens[index];
        if (token.IsCapital && _names.TryGetValue(token.IsPossessive ? token.Text[..^2] : token.Text, out var name))
            _company.Mention(moment, index, Named(name), token.IsPossessive);
        else if (Sections.Select(section => (section, phrase: NounPhrase.At(moment.Seen, moment.Tokens, index, section, _words))).FirstOrDefault(found => found.phrase is not null) is { phrase: { } phrase } found)
            ReadRole(moment, phrase, found.section);
        else
            _pronouns.Read(moment, index);
    }

    /// <param name="explained">Whoever was just spoken of without a name.</param>
    private Person Named(string name, Person? explained = null)
    {
        var parts = name.Split(' ');
        if (_company.People.FirstOrDefault(person => person.Names.Contains(parts[^1])) is { } known)
            return known;
        var gender = _genderOf(parts[^1]) ?? _genderOf(parts[0]) ?? _pronouns.Announced;
        var person = explained ?? Titled(parts) ?? Unveiled(gender) ?? New(name);
        (person.Name, person.IsNamed, person.Gender) = (name, true, person.Gender ?? gender);
        foreach (var part in parts.Where(part => !_words.Has("titles", part.ToLowerInvariant())))
            person.Names.Add(part);
        foreach (var title in parts[..^1].Select(part => part.ToLowerInvariant().TrimEnd('.')))
            AddTitle(person, title);
        _pronouns.Met(person);
        return person;
    }

    // "The princess refused. ... Princess Oona built a boat."
    private Person? Titled(string[] parts) => parts.Length == 1 ? null
        : _company.People.LastOrDefault(person => !person.IsNamed && person.Heads.Contains(parts[0].ToLowerInvariant()));

    // "A woman waited. 'You are late,' said Vivian."
    private Person? Unveiled(char? gender) => _company.Last() is { IsNamed: false, IsAnimal: false } last && gender is not null && last.Gender == gender
        && !_company.IsHere(last) && _company.IsRecent(last, 2) && !last.Heads.Contains("i") ? last : null;

    private void AddTitle(Person person, string title)
    {
        if (title is "little" or "old" && !person.Adjectives.Contains(title))
            person.Adjectives.Add(title);
        person.Gender ??= title switch { "mr" or "sir" or "herr" => 'm', "mrs" or "ms" or "miss" or "frau" => 'f', _ => null };
        if (Sections.FirstOrDefault(section => _words.Noun(section, title) is not null) is { } found)
            GiveRole(person, found, _words.Noun(found, title)!, title);
    }

    private void ReadRole(Moment moment, NounPhrase phrase, string section)
    {
        // "the other dragons" are whoever else there is.
        if (phrase.Adjectives.Any(adjective => adjective is "other" or "anderen" or "andere"))
            return;
        var head = moment.Tokens[phrase.Head].Lower;
        var person = Meant(moment, phrase, section, head);
        GiveRole(person, section, phrase.Noun, head);
        foreach (var adjective in phrase.Adjectives.Where(adjective => !_words.Has("transient", adjective) && !person.Adjectives.Contains(adjective)))
            person.Adjectives.Add(adjective);
        _company.Mention(moment, phrase.Head, person);
    }

    private Person Meant(Moment moment, NounPhrase phrase, string section, string head)
    {
        var explained = Explained(moment, phrase);
        if (Apposition.Find(moment, phrase, _names.Keys, _words) is { } name)
            return Named(_names[name], explained is { IsNamed: false } ? explained : null);
        return explained ?? (IsIntroduced(moment, phrase) ? null : Known(phrase, section, head)) ?? New(phrase, head);
    }

    // "She was a young woman", "her grandfather, an old fisherman,"
    private Person? Explained(Moment moment, NounPhrase phrase)
    {
        if (!phrase.IsIndefinite(_words) || phrase.From == 0)
            return null;
        var isComma = Tokens.Gap(moment.Seen, moment.Tokens, phrase.From).Trim() == ",";
        var isVerb = moment.Tokens[phrase.From - 1].Lower is "is" or "was" or "ist" or "war";
        return isComma ? moment.Means.GetValueOrDefault(phrase.From - 1) : isVerb ? moment.Means.GetValueOrDefault(phrase.From - 2) : null;
    }

    // "the man he had been chasing", "the girl who found it"
    private static bool IsIntroduced(Moment moment, NounPhrase phrase) => phrase.Head + 1 < moment.Tokens.Count && Tokens.Follows(moment.Seen, moment.Tokens, phrase.Head + 1)
        && moment.Tokens[phrase.Head + 1].Lower is "he" or "she" or "they" or "who" or "whom" or "that";

    // "The woman" is whoever was spoken of, "a woman" somebody new.
    private Person? Known(NounPhrase phrase, string section, string head)
    {
        if (phrase.IsIndefinite(_words))
            return null;
        if ((_company.Last(person => person.Heads.Contains(head) && Agrees(person, phrase)) ?? _company.Last(person => IsLike(person, phrase, section))) is { } same)
            return same;
        return head is "woman" or "man" or "girl" or "boy" or "child" or "frau" or "mann" or "mädchen" or "junge" or "kind" or "alte" or "animal"
            ? _company.Last(person => !person.IsAnimal && Agrees(person, phrase) && (GenderOf(section) is not { } gender || person.Fits(gender)) && phrase.Determiner is { IsPossessive: false })
            : null;
    }

    // Somebody's grandmother may be "the old woman".
    private static bool IsLike(Person person, NounPhrase phrase, string section) => !person.IsAnimal && phrase.Adjectives is [var adjective] && person.Role == $"{adjective} {phrase.Noun}"
        && GenderOf(section) is { } gender && person.Fits(gender);

    private static bool Agrees(Person person, NounPhrase phrase) =>
        phrase.Adjectives.Count == 0 || person.Adjectives.Count == 0 || phrase.Adjectives.Any(person.Adjectives.Contains) || person.Role == phrase.Noun;

    private Person New(NounPhrase phrase, string head)
    {
        var name = char.ToUpperInvariant(head[0]) + head[1..];
        return New(_company.People.Any(other => other.Name == name) && phrase.Adjectives is [.., var adjective] ? $"{char.ToUpperInvariant(adjective[0])}{adjective[1..]} {head}" : name);
    }

    private Person New(string name)
    {
        var person = new Person(name);
        _company.Add(person);
        return person;
    }

    private static void GiveRole(Person person, string section, string noun, string head)
    {
        person.Heads.Add(head);
        person.Gender ??= GenderOf(section);
        person.IsAnimal |= section == "animals";
        if (person.Role is null or "girl" or "boy" or "woman" or "man" or "child" or "old woman" or "old man" or "friend" or "neighbor" or "neighbour" or "stranger"
            && noun is not ("woman" or "man" or "friend"))
            person.Role = noun;
    }

    private static char? GenderOf(string section) => section switch { "women" => 'f', "men" => 'm', _ => null };
}
