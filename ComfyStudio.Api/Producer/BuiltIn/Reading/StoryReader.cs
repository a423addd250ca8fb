using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn.Reading;

/// <summary>Reads a story from its beginning to its end and notes who is where, when, and what they look like.</summary>
internal sealed class StoryReader
{
    private readonly Vocabulary _words;
    private readonly IReadOnlyList<Moment> _moments;
    private readonly CastReader _cast;
    private readonly PlaceReader _places;

    private StoryReader(IReadOnlyList<Moment> moments, Vocabulary words)
    {
        (_moments, _words) = (moments, words);
        var names = new NameFinder(moments, words);
        var people = names.People();
        _cast = new CastReader(people, names.GenderOf, words);
        _places = new PlaceReader(names.Places(), words);
    }

    public static Story Read(string text, int frames)
    {
        var words = Vocabulary.Of(text);
        var (title, body) = StoryTitle.Part(text);
        var moments = Clauses.Cut(StorySplitter.Sentences(body, words), frames, words).Select(MomentOf).ToList();
        new StoryReader(moments, words).Read();
        return new Story(title, words, moments);
    }

    private static Moment MomentOf(string clause)
    {
        var (seen, said) = Speech.Part(clause);
        return new Moment(clause, seen, said);
    }

    private void Read()
    {
        string? time = null;
        foreach (var moment in _moments)
        {
            _cast.Read(moment);
            _places.Read(moment);
            moment.Time = time = TimeIn(moment) ?? (IsLater(moment) ? null : time);
            Weigh(moment);
        }

        _cast.Finish(_moments);
        _places.Finish(_moments);
    }

    // "In spring", "the next day": whatever time of day it was, it is over.
    private bool IsLater(Moment moment) => moment.Tokens.Index().Any(token => _words.Has("later", token.Item.Lower)
        || (token.Item.Lower is "day" && token.Index > 0 && moment.Tokens[token.Index - 1].Lower is "next" or "following" or "one"));

    // "good night" and "last night" are no time of day.
    private string? TimeIn(Moment moment) => moment.Tokens.Index()
        .Where(token => token.Index == 0 || moment.Tokens[token.Index - 1].Lower is not ("good" or "last" or "tomorrow" or "gute" or "guten" or "letzte" or "since" or "seit")
            && (token.Index < 2 || moment.Tokens[token.Index - 2].Lower is not ("since" or "seit" or "bis")))
        .Select(token => _words.Meaning("times", token.Item.Lower)).LastOrDefault(time => time is not null);

    private void Weigh(Moment moment)
    {
        foreach (var word in moment.Tokens.Select(token => token.Lower))
        {
            moment.Visual += _words.Has("abstract", word) ? -2 : _words.IsNoun(word) ? 1 : _words.Verbs.Find(word) is not null ? 0.5 : 0;
            moment.Drama += _words.Has("drama", word) ? 1 : 0;
        }

        moment.Visual += moment.Tokens.Count(token => _words.Has("determiners", token.Lower)) * 0.7;
        moment.Visual += (Math.Min(moment.Tokens.Count, 12) * 0.2) - (moment.IsDescription ? 3 : 0);
        moment.Drama += moment.Source.Contains('!', StringComparison.Ordinal) ? 1 : 0;
    }
}

/// <summary>A story as it has been read.</summary>
internal sealed record Story(string? Title, Vocabulary Words, IReadOnlyList<Moment> Moments)
{
    public IEnumerable<Person> Cast => Moments.SelectMany(moment => moment.Cast).Distinct();

    public IEnumerable<Place> Places => Moments.Select(moment => moment.Place).OfType<Place>().Distinct();
}
