using System.Text.RegularExpressions;
using ComfyStudio.Api.Producer.BuiltIn.Language;
using ComfyStudio.Api.Producer.Families;

namespace ComfyStudio.Api.Producer.BuiltIn;

/// <summary>
/// Understands the wishes that rules can understand: nearer and farther, another shot, time or place, somebody more or less, something away. All else
/// is added to what happens, word for word.
/// </summary>
internal sealed partial class WishReader
{
    // From far to near.
    private static readonly string[] Distances = [ShotTypes.Establishing, ShotTypes.Wide, ShotTypes.Medium, ShotTypes.CloseUp, ShotTypes.Detail];
    private static readonly string[] Nearer = ["closer", "nearer", "zoom in", "näher", "näher ran"];
    private static readonly string[] Farther = ["wider", "farther", "further", "farther away", "further away", "zoom out", "weiter weg"];

    private readonly ShotWish _wish;
    private readonly Vocabulary _words;
    private SceneFrame _shot;

    private WishReader(ShotWish wish) => (_wish, _words, _shot) = (wish, Vocabulary.Of(wish.Words), wish.Shot);

    public static SceneFrame Carry(ShotWish wish)
    {
        var reader = new WishReader(wish);
        foreach (var part in Parts.Split(wish.Words).Select(part => Opening.Replace(part.Trim(), "").Trim()).Where(part => part.Length > 0))
            reader.Read(part);
        return reader._shot;
    }

    private void Read(string part)
    {
        if (ReadShot(part) || ReadAbsence(part))
            return;
        var rest = ReadTime(part);
        if (rest.Length > 0 && !ReadPerson(rest) && !ReadPlace(rest))
            Add(rest);
    }

    private bool ReadShot(string part)
    {
        var plain = part.ToLowerInvariant();
        var id = ShotWords.IdOf(Article.Replace(plain, ""));
        if (Distances.Contains(id) || id == ShotTypes.OverShoulder)
            _shot = _shot with { ShotType = id };
        else if (Nearer.Contains(plain))
            _shot = _shot with { ShotType = Moved(1) };
        else if (Farther.Contains(plain))
            _shot = _shot with { ShotType = Moved(-1) };
        else
            return false;
        return true;
    }

    private string Moved(int steps)
    {
        var at = Array.IndexOf(Distances, _shot.ShotType);
        return Distances[Math.Clamp((at < 0 ? Array.IndexOf(Distances, ShotTypes.Medium) : at) + steps, 0, Distances.Length - 1)];
    }

    // A prompt that names what shall not be seen shows it: it is taken out, and never asked for.
    private bool ReadAbsence(string part)
    {
        if (Absence.Match(part) is not { Success: true } match)
            return false;
        var what = match.Groups["what"].Value;
        if (Named(what) is { } person)
            _shot = _shot with { Cast = [.. _shot.Cast.Where(id => id != person.Id)], Outfits = _shot.Outfits.Where(worn => worn.Key != person.Id).ToDictionary() };
        else
            _shot = _shot with { Action = string.Join(", ", _shot.Action.Split(',', StringSplitOptions.TrimEntries).Where(piece => !Holds(piece, what))) };
        if (_shot.Action.Length == 0)
            _shot = _shot with { Action = _wish.Shot.Action };
        return true;
    }

    /// <returns>What else the part says.</returns>
    private string ReadTime(string part)
    {
        var tokens = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.FindIndex(tokens, token => _words.Meaning("times", Bare(token)) is not null);
        if (at < 0)
            return part;
        _shot = _shot with { TimeOfDay = _words.Meaning("times", Bare(tokens[at])) };
        var from = at;
        while (from > 0 && (_words.Has("prepositions", Bare(tokens[from - 1])) || _words.Has("determiners", Bare(tokens[from - 1]))))
            from--;
        return string.Join(' ', [.. tokens[..from], .. tokens[(at + 1)..]]);
    }

    private bool ReadPerson(string part)
    {
        foreach (var person in (_wish.Known.Characters ?? []).Where(person => Holds(part, person.Name) || Holds(part, person.Name.Split(' ')[0])))
        {
            if (!_shot.Cast.Contains(person.Id))
                _shot = _shot with { Cast = [.. _shot.Cast, person.Id] };
        }

        // Nobody needs to be told once more that somebody is there.
        return Named(part) is not null;
    }

    private bool ReadPlace(string part)
    {
        if ((_wish.Known.Locations ?? []).FirstOrDefault(place => IsSame(WhereWords.Replace(part, ""), place.Name)) is not { } place)
            return false;
        _shot = _shot with { LocationId = place.Id };
        return true;
    }

    private void Add(string words) => _shot = _shot with { Action = _shot.Action.Length == 0 ? words : $"{_shot.Action.TrimEnd('.', ' ')}, {words}" };

    private SceneCharacter? Named(string words) => (_wish.Known.Characters ?? []).FirstOrDefault(person =>
        IsSame(words, person.Name) || IsSame(words, person.Name.Split(' ')[0]));

    private static bool IsSame(string words, string name) => string.Equals(Article.Replace(words.Trim(), ""), Article.Replace(name, ""), StringComparison.OrdinalIgnoreCase);

    private static bool Holds(string text, string words) => words.Length > 0 && Regex.IsMatch(text, $@"\b{Regex.Escape(words)}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static string Bare(string token) => token.Trim('.', '!', '?', ':').ToLowerInvariant();

    [GeneratedRegex(@"[,;.\n]|\s(?:and|und|but|aber)\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Parts { get; }

    [GeneratedRegex(@"^(?:and\s+|und\s+|please\s+|bitte\s+)*(?:(?:make|let)\s+(?:it|this|the\s+shot)(?:\s+be)?\s+|it(?:'?s|\s+is)\s+|(?:add|show|put|have|with|mit|zeig|zeige)\s+)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Opening { get; }

    [GeneratedRegex(@"^(?:without|no|remove|drop|ohne|kein|keine|keinen)\s+(?:(?:the|a|an|any|den|die|das|der)\s+)?(?<what>.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Absence { get; }

    [GeneratedRegex(@"^(?:(?:as|in|from)\s+)?(?:(?:the|a|an|der|die|das|ein|eine)\s+)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Article { get; }

    [GeneratedRegex(@"^(?:in|at|on|to|inside|im|am|auf)\s+(?:(?:the|a|an|der|die|das|dem)\s+)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WhereWords { get; }
}
