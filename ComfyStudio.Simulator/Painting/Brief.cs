namespace ComfyStudio.Simulator.Painting;

internal enum Subject
{
    Mountains,
    Forest,
    Sea,
    Desert,
    Meadow,
    City,
    Space,
    Flowers,
    Portrait,
    Animal,
    Abstract,
}

/// <summary>What a prompt asks for, as far as this painter understands words.</summary>
internal sealed record Brief(Subject Subject, Hour Hour)
{
    private static readonly (Subject Subject, string[] Words)[] SubjectWords =
    [
        (Subject.Portrait, ["portrait", "woman", "man", "girl", "boy", "face", "person", "lady", "queen", "king", "warrior", "headshot"]),
        (Subject.Animal, ["fox", "cat", "kitten", "deer", "stag", "wolf", "dog", "animal", "owl", "rabbit"]),
        (Subject.City, ["city", "cityscape", "skyline", "street", "tokyo", "cyberpunk", "skyscraper", "skyscrapers", "downtown", "neon", "urban"]),
        (Subject.Space, ["space", "planet", "galaxy", "nebula", "cosmos", "cosmic", "universe", "astronaut", "spaceship", "saturn"]),
        (Subject.Flowers, ["flower", "flowers", "rose", "roses", "tulip", "poppy", "poppies", "bouquet", "blossom", "botanical", "vase", "peony", "sunflower", "orchid", "lily", "daisy", "wildflower"]),
        (Subject.Abstract, ["abstract", "fluid", "marble", "swirl", "pattern", "fractal", "texture", "geometric", "psychedelic"]),
        (Subject.Desert, ["desert", "dune", "dunes", "sahara", "sand", "canyon"]),
        (Subject.Sea, ["sea", "ocean", "beach", "coast", "lake", "river", "island", "waves", "harbor", "harbour", "boat", "lighthouse", "water", "fjord"]),
        (Subject.Forest, ["forest", "woods", "woodland", "pine", "pines", "trees", "jungle", "taiga"]),
        (Subject.Mountains, ["mountain", "mountains", "alps", "peak", "peaks", "himalaya", "valley", "cliff", "volcano"]),
        (Subject.Meadow, ["meadow", "field", "fields", "hill", "hills", "countryside", "village", "cottage", "farm", "landscape"]),
    ];

    private static readonly (Hour Hour, string[] Words)[] HourWords =
    [
        (Hour.Night, ["night", "midnight", "moon", "moonlight", "moonlit", "stars", "starry", "aurora", "nocturnal"]),
        (Hour.Sunset, ["sunset", "golden", "evening", "orange", "warm", "fiery"]),
        (Hour.Dusk, ["dusk", "twilight", "blue-hour", "gloomy", "dark", "moody"]),
        (Hour.Dawn, ["dawn", "sunrise", "morning", "misty", "soft", "pastel"]),
        (Hour.Day, ["day", "noon", "sunny", "bright", "summer", "blue"]),
    ];

    public bool IsWinter { get; init; }

    public bool IsAutumn { get; init; }

    public bool IsMisty { get; init; }

    public bool IsRainy { get; init; }

    public bool HasAurora { get; init; }

    public bool HasWater { get; init; }

    public bool HasTrees { get; init; }

    public bool HasMountains { get; init; }

    public bool HasHouse { get; init; }

    public bool HasLighthouse { get; init; }

    public bool HasBoat { get; init; }

    public bool HasBirds { get; init; }

    public IReadOnlySet<string> Words { get; init; } = new HashSet<string>();

    public static Brief Read(string prompt, Dice dice)
    {
        var ordered = prompt.ToLowerInvariant().Split([' ', ',', '.', ';', ':', '(', ')', '\n', '!', '"'], StringSplitOptions.RemoveEmptyEntries);
        // Plurals count as their singular: tulips are tulips.
        var words = ordered.Concat(ordered.Where(word => word.EndsWith('s')).Select(word => word[..^1])).ToHashSet();
        bool Any(params ReadOnlySpan<string> asked)
        {
            foreach (var word in asked)
                if (words.Contains(word))
                    return true;
            return false;
        }

        var subjects = SubjectWords.Where(entry => entry.Words.Any(words.Contains)).Select(entry => entry.Subject).ToList();
        // With nothing to go by the prompt's own letters decide, so that the same words stay with the same kind of picture.
        Subject[] free = [Subject.Mountains, Subject.Sea, Subject.Forest, Subject.Meadow, Subject.Abstract, Subject.Desert];
        var subject = subjects.Count > 0 ? subjects[0] : free[(int)(Dice.HashOf(prompt) % (ulong)free.Length)];
        return new Brief(subject, ReadHour(words, subject, dice))
        {
            IsWinter = Any("winter", "snow", "snowy", "ice", "icy", "frozen", "frost", "christmas"),
            IsAutumn = Any("autumn", "fall", "autumnal", "october"),
            IsMisty = Any("mist", "misty", "fog", "foggy", "haze", "hazy"),
            IsRainy = Any("rain", "rainy", "storm", "stormy"),
            HasAurora = Any("aurora", "northern-lights", "borealis"),
            HasWater = subject == Subject.Sea || Any("lake", "river", "sea", "ocean", "water", "reflection", "reflections", "fjord", "harbor", "harbour"),
            HasTrees = subject == Subject.Forest || Any("tree", "trees", "forest", "pine", "pines", "woods"),
            HasMountains = subject == Subject.Mountains || Any("mountain", "mountains", "peak", "peaks", "alps", "fjord"),
            HasHouse = Any("house", "cottage", "cabin", "farm", "village", "castle", "home"),
            HasLighthouse = words.Contains("lighthouse"),
            HasBoat = Any("boat", "sail", "sailing", "ship", "sailboat"),
            HasBirds = Any("bird", "birds", "seagulls", "flock"),
            Words = words,
        };
    }

    private static Hour ReadHour(HashSet<string> words, Subject subject, Dice dice)
    {
        foreach (var (hour, hourWords) in HourWords)
            if (hourWords.Any(words.Contains))
                return hour;
        return subject switch
        {
            Subject.City => dice.Pick([Hour.Night, Hour.Dusk, Hour.Night]),
            Subject.Space => Hour.Night,
            Subject.Animal => dice.Pick([Hour.Sunset, Hour.Night, Hour.Dawn, Hour.Dusk]),
            Subject.Desert => dice.Pick([Hour.Sunset, Hour.Dawn, Hour.Day]),
            _ => dice.Pick([Hour.Dawn, Hour.Day, Hour.Sunset, Hour.Sunset, Hour.Dusk, Hour.Day]),
        };
    }
}
