using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn.Reading;

/// <summary>Finds whom "she", "they", "I" and "it" mean.</summary>
internal sealed class PronounReader(Company company, Vocabulary words)
{
    private const int Recently = 3;

    // "She woke first. ... Anna could hear wolves."
    private readonly List<(Moment Moment, int Index, char Gender)> _unmet = [];
    private Moment? _before;
    private IReadOnlyList<Person> _lastCast = [];

    /// <summary>What "sisters" says of the names that follow in the moment.</summary>
    public char? Announced { get; private set; }

    public void Begin() => Announced = null;

    public void End(Moment moment)
    {
        _before = moment;
        if (moment.Cast.Count > 0)
            _lastCast = [.. moment.Cast];
    }

    public void Read(Moment moment, int index)
    {
        var word = moment.Tokens[index].Lower;
        if (Pronouns.GenderOf(word, words) is { } gender)
            ReadGendered(moment, index, gender);
        else if (Pronouns.IsMany(word, words))
            ReadMany(moment, index, word);
        else if (Pronouns.IsTeller(word, words))
            company.Mention(moment, index, Teller(), Pronouns.IsPossessive(word, words));
        else if (word is "it" && company.Last() is { Gender: null } creature && (creature.IsAnimal || creature.Role is "robot" or "monster"))
            company.Mention(moment, index, creature);
    }

    /// <summary>Whoever was spoken of before being named has come.</summary>
    public void Met(Person person)
    {
        foreach (var (moment, index, _) in _unmet.Where(unmet => unmet.Gender == person.Gender))
        {
            moment.Means[index] = person;
            if (!moment.Cast.Contains(person))
                moment.Cast.Insert(0, person);
        }

        _unmet.Clear();
    }

    /// <param name="possessive">A word such as "her".</param>
    public Person? Owner(string possessive) => Pronouns.OwnerGender(possessive, words) is { } gender ? Meant(gender, null) : company.Last();

    private void ReadGendered(Moment moment, int index, char gender)
    {
        // "Cole sat down opposite him": another than Cole, if there is one.
        var self = IsObject(moment, index) ? moment.Means.Where(mention => mention.Key < index).OrderBy(mention => mention.Key).Select(mention => mention.Value).LastOrDefault() : null;
        if ((Meant(gender, self) ?? Meant(gender, null)) is { } person)
        {
            person.Gender ??= gender;
            company.Mention(moment, index, person, Pronouns.IsPossessive(moment.Tokens[index].Lower, words));
        }
        else if (words.IsEnglish && company.People.Count == 0)
        {
            _unmet.Add((moment, index, gender));
        }
    }

    // "him"; "her" where nothing follows that could be hers.
    private bool IsObject(Moment moment, int index)
    {
        var next = index + 1 < moment.Tokens.Count && Tokens.Follows(moment.Seen, moment.Tokens, index + 1) ? moment.Tokens[index + 1].Lower : "";
        return moment.Tokens[index].Lower is "him"
            || (moment.Tokens[index].Lower is "her" && (next.Length == 0 || (next is not "own" && (words.Has("stop", next) || words.Has("prepositions", next) || words.Has("determiners", next)))));
    }

    private Person? Meant(char gender, Person? self) => self is null
        ? company.Last(person => person.Gender == gender) ?? company.Last(person => person.Fits(gender))
        : company.Last(person => person != self && person.Gender == gender && company.IsRecent(person, Recently));

    private void ReadMany(Moment moment, int index, string word)
    {
        Announced = Pronouns.AnnouncedGender(word);
        var group = Group(moment, word);
        foreach (var person in group)
            company.Mention(moment, index, person);
        if (group.Count > 1)
            moment.Groups[index] = group;
    }

    private IReadOnlyList<Person> Group(Moment moment, string word)
    {
        if (word is "we" or "us" or "wir" or "uns")
            Teller();
        if (Announced is { } gender && Alike(gender, word) is var alike && (alike.Count > 1 || IsAnybody(word)))
            return alike.Count > 1 ? alike : [];
        if (moment.Cast.Count > 1)
            return [.. moment.Cast];
        // "The wolves sat down. They listened."
        if (_before is { Cast.Count: 0 } && TellsOfMany(_before))
            return [];
        if (_lastCast.Count > 1)
            return _lastCast;
        var recent = company.People.Where(person => company.IsRecent(person, Recently) && (person.IsNamed || person.Mentions > 1)).ToList();
        // Whom "them" means is often no person: "Yuki drops the cranes. Aiko chases them."
        return recent.Count > 1 ? recent : word is "them" ? [] : [.. company.People.TakeLast(2)];
    }

    private List<Person> Alike(char gender, string word) => [.. company.People.Where(person => person.Gender == gender && !person.IsAnimal
        && (!IsAnybody(word) || (company.IsRecent(person, 2) && person.IsNamed)))];

    // Girls, boys, women, men may be anybody; sisters and brothers belong to the story.
    private static bool IsAnybody(string word) => word is "girls" or "boys" or "women" or "men";

    private bool TellsOfMany(Moment moment) => words.IsEnglish && moment.Tokens.Take(4).Any(token =>
        token.Lower is [.., not ('s' or 'u' or 'i'), 's'] && token.Lower.Length > 3 && !token.IsPossessive && words.Verbs.Find(token.Lower) is null);

    private Person Teller()
    {
        if (company.People.FirstOrDefault(person => person.Heads.Contains("i")) is { } teller)
            return teller;
        var person = new Person(words.IsEnglish ? "Narrator" : "Erzähler");
        person.Heads.Add("i");
        company.Add(person);
        return person;
    }
}
