using ComfyStudio.Api.Producer.BuiltIn.Reading;
using ComfyStudio.Api.Producer.Families;

namespace ComfyStudio.Api.Producer.BuiltIn.Writing;

/// <summary>A kind of story, told by its words, and how its pictures look.</summary>
/// <param name="Style">Before every shot.</param>
/// <param name="Photo">The same for families that photograph.</param>
/// <param name="Palette">After every shot.</param>
internal sealed record Genre(string Style, string Photo, string Palette, params string[] Words)
{
    private const int FewestWords = 2;

    private static readonly Genre[] All =
    [
        new("film noir, black and white, hard shadows", "film noir, black and white film, hard light and deep shadows", "high contrast, film grain",
            "detective", "murder", "gun", "cigarette", "alley", "neon", "rain", "whiskey", "bar", "shadow", "shadows", "corpse", "case", "inspector", "detektiv", "mord", "kommissar", "gasse", "noir", "fedora", "trenchcoat", "pistol"),
        new("science fiction concept art", "science fiction film still", "cool palette, teal and orange light",
            "spaceship", "starship", "robot", "android", "planet", "orbit", "space", "mars", "moon", "alien", "astronaut", "colony", "airlock", "reactor", "galaxy", "raumschiff", "roboter", "weltraum", "cockpit", "station", "drone", "cyborg", "hologram"),
        new("storybook illustration, soft shapes", "warm, playful scene", "warm, gentle palette",
            "little", "bunny", "rabbit", "hedgehog", "mouse", "bear", "squirrel", "teddy", "grandma", "kite", "balloon", "picnic", "kitten", "puppy", "friends", "forest", "kleine", "kleiner", "kleines", "igel", "hase", "maus", "bär", "oma", "freunde", "upon", "fox", "fuchs", "eichhörnchen", "owl", "eule"),
        new("fantasy painting", "fantasy film still", "rich colours, golden light",
            "dragon", "knight", "castle", "wizard", "sword", "magic", "spell", "queen", "king", "princess", "witch", "elf", "dwarf", "kingdom", "prophecy", "drache", "ritter", "schloss", "burg", "zauberer", "hexe", "königin", "könig", "schwert", "amulet", "potion"),
        new("horror, unsettling mood", "horror film still, unsettling mood", "desaturated, deep shadows",
            "ghost", "blood", "scream", "haunted", "grave", "graveyard", "corpse", "demon", "monster", "cellar", "darkness", "whispering", "gespenst", "blut", "keller", "friedhof", "dread", "nightmare", "vampire"),
        new("nature painting, true to life", "nature documentary photograph", "natural colours",
            "river", "mountain", "forest", "meadow", "heron", "deer", "eagle", "snow", "lake", "wind", "valley", "glacier", "spring", "autumn", "winter", "salmon", "lynx", "wolf", "moss", "fluss", "berg", "wald", "wiese", "reh", "reiher", "tide", "seeds", "otter"),
        new("western, dusty and sunlit", "western film still", "ochre palette, harsh sunlight",
            "cowboy", "sheriff", "saloon", "canyon", "desert", "horse", "revolver", "outlaw", "ranch", "prairie"),
    ];

    // Said outright, it is not guessed; the longest first, so that "black and white" is not looked for in pieces.
    private static readonly string[] Styles =
    [
        "black and white", "in the style of a comic", "comic book", "watercolour", "watercolor", "aquarell", "oil painting", "ink drawing", "pencil drawing", "charcoal", "pixel art",
        "stop motion", "claymation", "anime", "manga", "cyberpunk", "steampunk", "art nouveau", "art deco", "ukiyo-e", "woodcut", "papercut", "low poly",
    ];

    public static (string Style, string Palette) Of(Story story, PromptDialect dialect)
    {
        var words = story.Moments.SelectMany(moment => moment.Tokens).Select(token => token.Lower).ToList();
        var best = All.Select(genre => (Genre: genre, Count: genre.Words.Count(words.Contains))).MaxBy(found => found.Count);
        if (best.Count < FewestWords)
            return ("", "");
        return (dialect is PromptDialect.Prose ? best.Genre.Photo : best.Genre.Style, best.Genre.Palette);
    }

    /// <returns>A style that the text itself asks for.</returns>
    public static string? Asked(string text) => Styles.FirstOrDefault(style => text.Contains(style, StringComparison.OrdinalIgnoreCase));
}
