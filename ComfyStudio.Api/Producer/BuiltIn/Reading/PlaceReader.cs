using ComfyStudio.Api.Producer.BuiltIn.Language;

namespace ComfyStudio.Api.Producer.BuiltIn.Reading;

/// <summary>Follows a story from place to place, and notes the weather and the light there.</summary>
internal sealed class PlaceReader(IReadOnlyCollection<string> names, Vocabulary words)
{
    private const int MostAdjectives = 3;
    private const int MostAir = 2;

    private readonly List<Place> _places = [];
    private Place? _here;
    private Place? _lastMentioned;

    public void Read(Moment moment)
    {
        Place? mentioned = null;
        // "There sat the old man", "Inside, a woman waited."
        if (moment.Tokens is [var first, ..] && first.Lower is "there" or "inside" or "here" or "dort" or "drinnen" or "hier")
            _here = _lastMentioned ?? _here;
        for (var index = 0; index < moment.Tokens.Count; index++)
        {
            if (Find(moment, index) is not { } found)
                continue;
            mentioned ??= found.Place;
            _lastMentioned = found.Place;
            if (found.IsInside)
                _here = found.Place;
        }

        _here ??= mentioned;
        moment.Place = _here;
        foreach (var air in moment.Tokens.Where((token, index) => !words.IsEnglish || index == 0 || !token.IsCapital).Select(token => words.Meaning("air", token.Lower)).OfType<string>())
        {
            if (_here is { } here && here.Air.Count < MostAir && !here.Air.Contains(air))
                here.Air.Add(air);
        }
    }

    /// <summary>What happened before the first place was named happened there.</summary>
    public void Finish(IReadOnlyList<Moment> moments)
    {
        var first = moments.Select(moment => moment.Place).FirstOrDefault(place => place is not null) ?? SpokenOf(moments);
        foreach (var moment in moments.TakeWhile(moment => moment.Place is null))
            moment.Place = first;
    }

    // A dialogue may only speak of where it is.
    private Place? SpokenOf(IReadOnlyList<Moment> moments)
    {
        Place? last = null;
        foreach (var said in moments.SelectMany(moment => moment.Said).Select(line => new Moment(line, line, [])))
        {
            for (var index = 0; index < said.Tokens.Count; index++)
            {
                if (Find(said, index) is { } found)
                    last = found.Place;
            }
        }

        return last;
    }

    private (Place Place, bool IsInside)? Find(Moment moment, int index)
    {
        var token = moment.Tokens[index];
        if (names.Contains(token.Text) || IsNamed(moment, index))
            return (Named(moment, index), IsInside(moment, index));
        if (moment.Means.ContainsKey(index) || NounPhrase.At(moment.Seen, moment.Tokens, index, "places", words) is not { } phrase)
            return null;
        if (phrase.Determiner is null && !IsInside(moment, phrase.From) && words.IsEnglish)
            return null;
        return (Known(phrase, token.Lower), IsInside(moment, phrase.From) || words.Has("inside", phrase.Determiner?.Lower ?? ""));
    }

    // "Castle Raven"
    private bool IsNamed(Moment moment, int index) => words.IsEnglish && index > 0 && index + 1 < moment.Tokens.Count && moment.Tokens[index].IsCapital && moment.Tokens[index + 1].IsCapital
        && words.Noun("places", moment.Tokens[index].Lower) is not null && !moment.Tokens[index].IsPossessive && Tokens.Follows(moment.Seen, moment.Tokens, index + 1);

    private Place Named(Moment moment, int index)
    {
        var name = WholeName(moment, index);
        if (_places.FirstOrDefault(place => place.Head == name || place.Where?.EndsWith($" {name}", StringComparison.Ordinal) is true) is { } known)
            return known;
        // "the lighthouse at Corran Point" is one place.
        if (index < 2 || moment.Tokens[index - 1].Lower is not ("at" or "of" or "on" or "near") || NounPhrase.At(moment.Seen, moment.Tokens, index - 2, "places", words) is not { } phrase)
            return Add(new Place(name, name) { IsNamed = true });
        var place = Known(phrase, moment.Tokens[phrase.Head].Lower);
        place.Where = $"{moment.Tokens[index - 1].Lower} {name}";
        return place;
    }

    // "Corran Point": all that is written like a name.
    private string WholeName(Moment moment, int index)
    {
        var last = index;
        while (words.IsEnglish && last + 1 < moment.Tokens.Count && moment.Tokens[last + 1].IsCapital && !moment.Tokens[last].IsPossessive && Tokens.Follows(moment.Seen, moment.Tokens, last + 1))
            last++;
        return moment.Seen[moment.Tokens[index].At..moment.Tokens[last].End];
    }

    private Place Known(NounPhrase phrase, string head)
    {
        var place = _places.FirstOrDefault(place => place.Noun == phrase.Noun) ?? Add(new Place(head, phrase.Noun));
        foreach (var adjective in phrase.Adjectives.Where(adjective => place.Adjectives.Count < MostAdjectives && !place.Adjectives.Contains(adjective)))
            place.Adjectives.Add(adjective);
        return place;
    }

    private Place Add(Place place)
    {
        _places.Add(place);
        return place;
    }

    private bool IsInside(Moment moment, int from)
    {
        if (from == 0 || !Tokens.Follows(moment.Seen, moment.Tokens, from))
            return false;
        var before = moment.Tokens[from - 1].Lower;
        return words.Has("inside", before) && !(before is "from" && _here is not null);
    }
}
