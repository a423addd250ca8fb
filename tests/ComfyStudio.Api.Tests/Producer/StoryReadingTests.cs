using ComfyStudio.Api.Producer;
using ComfyStudio.Api.Producer.BuiltIn;
using ComfyStudio.Api.Producer.BuiltIn.Language;
using ComfyStudio.Api.Producer.BuiltIn.Reading;

namespace ComfyStudio.Api.Tests.Producer;

/// <summary>What the built-in producer makes of how people tell stories: who is in a picture, and in which words.</summary>
public sealed class StoryReadingTests
{
    private const string Wolves = "She woke before the others. The tent was cold. Outside, Anna could hear wolves. Anna's brother Ben slept on. She took the rifle, then put it back and took the flute instead. The wolves sat down in the snow and listened. They howled.";
    private const string Diner = "Detective Sam Harlow walked into the diner at midnight, soaked by the rain. The waitress, a tall woman with silver hair named Dolores, poured him coffee. In the corner booth sat the man he had been chasing for six years. Harlow sat down opposite him. \"I'm tired,\" the man said. Harlow nodded. They ate pie until sunrise.";
    private const string Bridge = "\"You can't be serious,\" said Priya, staring at the map. \"The bridge is gone.\" Okafor shrugged. Mr. Lee, the driver, spat out of the window. \"Then we swim,\" whispered Okafor. On the far bank, Priya lost her pack. Wet and laughing, they lit a fire with the last three matches.";
    private const string Lighthouse = "Old Marta keeps the lighthouse at Corran Point. One night the lamp goes out in a storm. She climbs the stairs with a lantern, breaks the glass, and signals with her red coat burning. At dawn Tom finds her asleep on the stairs, wrapped in his jacket. The next day she mends the lamp.";
    private const string Shuttle = "In the year 2187, Captain Ilse Brandt drifted through the rings of Saturn. Beside her floated Miko, the ship's cat, in a tiny helmet. Three ships with black sails crossed the sky. Sir Edwin, wounded and worn, knelt before Queen Isolde and offered her his sword. When she took it she smiled, kissed it and fell asleep.";
    private const string Forest = "The princess refused to marry the dragon. Instead, Princess Oona built a boat and rowed away. The dragon cried. A giant stone fox blinked. Yuki and Aiko ran to the fox. A tall woman selling oranges smiled at the girls. The woman waved. They rode above the clouds.";

    [Theory]
    [InlineData(Wolves, "Anna waking before the others", "anna")]
    [InlineData(Wolves, "Anna's brother Ben sleeping on", "ben")]
    [InlineData(Wolves, "They howl", "")]
    [InlineData(Diner, "Detective Sam Harlow walking into the diner at midnight, soaked by the rain", "sam-harlow")]
    [InlineData(Diner, "The waitress, a tall woman with silver hair named Dolores, pouring him coffee", "dolores,sam-harlow")]
    [InlineData(Diner, "In the corner booth sitting the man he had been chasing for six years", "man")]
    [InlineData(Diner, "Harlow sitting down opposite him", "sam-harlow,man")]
    [InlineData(Diner, "Sam Harlow and the man eating pie until sunrise", "sam-harlow,man")]
    [InlineData(Bridge, "Priya talking, staring at the map", "priya")]
    [InlineData(Bridge, "Wet and laughing, Priya, Okafor and Lee lighting a fire with the last three matches", "priya,okafor,lee")]
    [InlineData(Lighthouse, "Old Marta signaling with her red coat burning", "old-marta")]
    [InlineData(Lighthouse, "Tom finding her asleep on the stairs, wrapped in his jacket", "tom,old-marta")]
    [InlineData(Shuttle, "Beside her floats Miko, the ship's cat, in a tiny helmet", "ilse-brandt,miko")]
    [InlineData(Shuttle, "Three ships with black sails crossing the sky", "")]
    [InlineData(Shuttle, "Sir Edwin, wounded and worn, kneeling before Queen Isolde", "sir-edwin,queen-isolde")]
    [InlineData(Shuttle, "Sir Edwin offering her his sword", "sir-edwin,queen-isolde")]
    [InlineData(Shuttle, "When Queen Isolde takes it she smiles, kisses it and falls asleep", "queen-isolde")]
    [InlineData(Forest, "The princess refusing to marry the dragon", "princess-oona,dragon")]
    [InlineData(Forest, "Princess Oona building a boat and rowing away", "princess-oona")]
    [InlineData(Forest, "A tall woman selling oranges smiling at the girls", "woman,yuki,aiko")]
    public void Each_moment_shows_who_is_there_and_what_is_done(string story, string action, string cast)
    {
        var frames = Plan(story).Frames;

        var frame = frames.FirstOrDefault(frame => frame.Action == action);
        Assert.True(frame is not null, string.Join('\n', frames.Select(other => $"{other.Action} ({string.Join(',', other.Cast)})")));
        Assert.Equal(cast, string.Join(',', frame.Cast));
    }

    [Theory]
    [InlineData(Diner, "male detective", "tall waitress, silver hair", "man")]
    [InlineData(Shuttle, "female captain", "cat")]
    [InlineData(Forest, "princess", "giant stone fox")]
    public void People_are_who_the_story_says_they_are(string story, params string[] looks)
    {
        var characters = Plan(story).Characters;

        Assert.All(looks, look => Assert.Single(characters, character => character.Looks.StartsWith(look, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_thing_of_hers_and_a_thing_of_his_keep_their_words() => Assert.Empty(Plan(Lighthouse).Keywords);

    [Fact]
    public void A_place_with_a_name_is_one_place() =>
        Assert.Equal(("Lighthouse", "lighthouse at Corran Point"), Plan(Lighthouse).Locations.Select(place => (place.Name, place.Looks)).Single());

    [Fact]
    public void The_time_of_day_is_over_on_the_next_day() => Assert.Null(Plan(Lighthouse).Frames[^1].TimeOfDay);

    [Fact]
    public void Lines_that_end_where_the_paper_did_are_one_sentence()
    {
        var plan = Plan("Once there was a hedgehog named Pip who lived under\nan old tree. Pip found a red kite in the highest of all the\nbranches. Lily the rabbit shouted to him.\nPip laughed.", 4);

        Assert.Equal("A hedgehog named Pip who lives under an old tree", plan.Frames[0].Action);
        Assert.Equal("Pip finding a red kite in the highest of all the branches", plan.Frames[1].Action);
        Assert.Equal("Lily the rabbit shouting to him", plan.Frames[2].Action);
        Assert.Equal("Pip laughing", plan.Frames[3].Action);
    }

    private static ScenePlan Plan(string story, int? frames = null) => RuleBasedPlanner.Plan(new SceneRequest(story, frames ?? StorySplitter.Sentences(story, Vocabulary.English).Count + 1, null, "sdxl"));
}
