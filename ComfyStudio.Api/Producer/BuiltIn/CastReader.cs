namespace ComfyStudio.Api.Producer.BuiltIn;

/// <summary>Follows the people of a story through its moments: names, roles, pronouns, and what is said of their looks.</summary>
internal sealed class CastReader(IReadOnlyDictionary<string, string> names, Func<string, char?> genderOf, Vocabulary words)
{
    private static readonly string[] Sections = ["women", "men", "persons", "animals"];

    private readonly List<Person> _people = [];

    // The last one mentioned comes last.
    private readonly List<Person> _recent = [];
    private IReadOnlyList<Person> _before = [];
    private readonly Dictionary<Person, int> _since = [];
    private int _number;
    private char? _announced;

    public void Read(Moment moment)
    {
        _number++;
        _announced = null;
        for (var index = 0; index < moment.Tokens.Count; index++)
        {
            if (!moment.Means.ContainsKey(index))
                ReadWord(moment, index);
        }

        new LooksReader(words).Read(moment, Owner);
        Listen(moment);
        if (moment.Cast.Count > 0)
            _before = [.. moment.Cast];
    }

    /// <summary>Who is mentioned once, without a name, is no more than a word of that moment; unless there is nobody else.</summary>
    public void Finish(IReadOnlyList<Moment> moments)
    {
        var kept = _people.Where(person => person.IsNamed || person.Mentions > 1).ToHashSet();
        if (kept.Count == 0 && _people.FirstOrDefault() is { } only)
            kept.Add(only);
        foreach (var moment in moments)
            moment.Cast.RemoveAll(person => !kept.Contains(person));
    }

    // Whoever spoke or was there last listens.
    private void Listen(Moment moment)
    {
        if (moment.Said.Count > 0 && moment.Cast.Count == 1)
            moment.Listener = _recent.LastOrDefault(person => person != moment.Cast[0] && _since[person] >= _number - 3);
    }

    private void ReadWord(Moment moment, int index)
    {
        var token = moment.Tokens[index];
        if (token.IsCapital && names.TryGetValue(token.IsPossessive ? token.Text[..^2] : token.Text, out var name))
            Mention(moment, index, Named(name));
        else if (Sections.Select(section => (section, phrase: NounPhrase.At(moment.Seen, moment.Tokens, index, section, words))).FirstOrDefault(found => found.phrase is not null) is { phrase: { } phrase } found)
            ReadRole(moment, phrase, found.section);
        else
            ReadPronoun(moment, index, token.Lower);
    }

    private Person Named(string name)
    {
        var parts = name.Split(' ');
        if (_people.FirstOrDefault(person => person.Names.Contains(parts[^1])) is { } known)
            return known;
        var gender = genderOf(parts[^1]) ?? genderOf(parts[0]) ?? _announced;
        var person = Unveiled(gender) ?? new Person(name);
        (person.Name, person.IsNamed, person.Gender) = (name, true, person.Gender ?? gender);
        foreach (var part in parts.Where(part => !words.Has("titles", part.ToLowerInvariant())))
            person.Names.Add(part);
        foreach (var title in parts[..^1].Select(part => part.ToLowerInvariant().TrimEnd('.')))
            AddTitle(person, title);
        if (!_people.Contains(person))
            _people.Add(person);
        return person;
    }

    // "A woman waited. 'You are late,' said Vivian."
    private Person? Unveiled(char? gender) => _recent.LastOrDefault() is { IsNamed: false, IsAnimal: false } last && gender is not null && last.Gender == gender
        && _since[last] < _number && _since[last] >= _number - 2 && !last.Heads.Contains("i") ? last : null;

    private void AddTitle(Person person, string title)
    {
        if (title is "little" or "old")
            person.Adjectives.Add(title);
        person.Gender ??= title switch { "mr" or "sir" or "herr" => 'm', "mrs" or "ms" or "miss" or "frau" => 'f', _ => null };
        if (Sections.FirstOrDefault(section => words.Noun(section, title) is not null) is { } found)
            GiveRole(person, found, words.Noun(found, title)!, title);
    }

    private void ReadRole(Moment moment, NounPhrase phrase, string section)
    {
        var head = moment.Tokens[phrase.Head].Lower;
        var person = Apposition.Find(moment, phrase, names.Keys, words) is { } name ? Named(names[name]) : Explained(moment, phrase) ?? Known(phrase, section, head) ?? New(phrase, head);
        GiveRole(person, section, phrase.Noun, head);
        foreach (var adjective in phrase.Adjectives.Where(adjective => !words.Has("transient", adjective) && !person.Adjectives.Contains(adjective)))
            person.Adjectives.Add(adjective);
        Mention(moment, phrase.Head, person);
    }

    // "She was a young woman", "her grandfather, an old fisherman,"
    private Person? Explained(Moment moment, NounPhrase phrase)
    {
        if (!phrase.IsIndefinite(words) || phrase.From == 0)
            return null;
        var isComma = Tokens.Gap(moment.Seen, moment.Tokens, phrase.From).Trim() == ",";
        var isVerb = moment.Tokens[phrase.From - 1].Lower is "is" or "was" or "ist" or "war";
        return isComma ? moment.Means.GetValueOrDefault(phrase.From - 1) : isVerb ? moment.Means.GetValueOrDefault(phrase.From - 2) : null;
    }

    // "The woman" is whoever was spoken of, "a woman" somebody new.
    private Person? Known(NounPhrase phrase, string section, string head)
    {
        if (phrase.IsIndefinite(words))
            return null;
        if (_recent.LastOrDefault(person => person.Heads.Contains(head) && Agrees(person, phrase)) is { } same)
            return same;
        return head is "woman" or "man" or "girl" or "boy" or "child" or "frau" or "mann" or "mädchen" or "junge" or "kind" or "alte" or "animal"
            ? _recent.LastOrDefault(person => !person.IsAnimal && Agrees(person, phrase) && (GenderOf(section) is not { } gender || person.Fits(gender)) && phrase.Determiner is { IsPossessive: false })
            : null;
    }

    private static bool Agrees(Person person, NounPhrase phrase) =>
        phrase.Adjectives.Count == 0 || person.Adjectives.Count == 0 || phrase.Adjectives.Any(person.Adjectives.Contains) || person.Role == phrase.Noun;

    private Person New(NounPhrase phrase, string head)
    {
        var person = new Person(char.ToUpperInvariant(head[0]) + head[1..]);
        if (_people.Any(other => other.Name == person.Name) && phrase.Adjectives is [.., var adjective])
            person.Name = $"{char.ToUpperInvariant(adjective[0])}{adjective[1..]} {head}";
        _people.Add(person);
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

    private void ReadPronoun(Moment moment, int index, string word)
    {
        if (Pronouns.GenderOf(word, words) is { } gender)
        {
            if ((_recent.LastOrDefault(person => person.Gender == gender) ?? _recent.LastOrDefault(person => person.Fits(gender))) is { } person)
            {
                person.Gender ??= gender;
                Mention(moment, index, person);
            }
        }
        else if (Pronouns.IsMany(word, words))
        {
            _announced = Pronouns.AnnouncedGender(word);
            foreach (var person in _before.Count > 1 ? _before : [.. _people.TakeLast(2)])
                Mention(moment, index, person);
        }
        else if (Pronouns.IsTeller(word, words))
        {
            Mention(moment, index, Teller());
        }
        else if (word is "it" && _recent.LastOrDefault() is { Gender: null } creature && (creature.IsAnimal || creature.Role is "robot" or "monster"))
        {
            Mention(moment, index, creature);
        }
    }

    private Person Teller()
    {
        if (_people.FirstOrDefault(person => person.Heads.Contains("i")) is { } teller)
            return teller;
        var person = new Person(words.IsEnglish ? "Narrator" : "Erzähler");
        person.Heads.Add("i");
        _people.Add(person);
        return person;
    }

    private Person? Owner(string possessive) =>
        Pronouns.OwnerGender(possessive, words) is { } gender
            ? _recent.LastOrDefault(person => person.Gender == gender) ?? _recent.LastOrDefault(person => person.Fits(gender))
            : _recent.LastOrDefault();

    private void Mention(Moment moment, int index, Person person)
    {
        moment.Means[index] = person;
        person.Mentions++;
        if (!moment.Cast.Contains(person))
            moment.Cast.Add(person);
        _since[person] = _number;
        _recent.Remove(person);
        _recent.Add(person);
    }
}
