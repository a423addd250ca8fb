using ComfyStudio.Api.Producer;
using ComfyStudio.Api.Producer.BuiltIn;
using ComfyStudio.Api.Producer.BuiltIn.Language;
using ComfyStudio.Api.Producer.Families;

namespace ComfyStudio.Api.Tests.Producer;

/// <summary>Whatever is pasted becomes frames: stories in pieces, doubled, with stray commas, quotes and line ends.</summary>
public sealed class AnyTextTests
{
    private const int Texts = 250;

    private static readonly string[] Families = ["sdxl", "photo", "illustrious"];
    private static readonly string[] Sections = ["feelings", "times", "drama", "animals", "persons", "speech", "places", "air", "titles", "leads"];
    private static readonly string[] Told = [Stories.Tale, Stories.Noir, Stories.Nature, Stories.German, Stories.Dialogue];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_text_is_too_odd_to_become_frames(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < Texts; i++)
        {
            var (text, frames, family) = (TextOf(random), random.Next(3, 51), Families[random.Next(Families.Length)]);
            var plan = Record.Exception(() => Assert.Equal(frames, RuleBasedPlanner.Plan(new SceneRequest(text, frames, null, family)).Frames.Count));
            Assert.True(plan is null, $"{text}\n{plan}");
        }
    }

    [Fact]
    public void Somebody_may_be_sad_from_near()
    {
        var frames = RuleBasedPlanner.Plan(new SceneRequest("Mara walks to the door, sad. Mara walks to the sea, sad. Mara walks to the hill, sad. Mara walks to the house, sad. Mara walks home, sad.", 5, null, "sdxl")).Frames;

        Assert.Single(frames, frame => frame.ShotType == ShotTypes.CloseUp && frame.Action.EndsWith(", sad", StringComparison.Ordinal));
    }

    private static string TextOf(Random random)
    {
        var words = $"{Told[random.Next(Told.Length)]} {Told[random.Next(Told.Length)]}".Split(' ').ToList();
        for (var change = random.Next(60); change > 0; change--)
            Change(words, random.Next(words.Count), random);
        return string.Join(' ', words.Skip(random.Next(words.Count)).Take(random.Next(1, 160)).Prepend("A"));
    }

    private static void Change(List<string> words, int at, Random random)
    {
        var known = Vocabulary.English.Entries(Sections[random.Next(Sections.Length)]).ToList();
        words[at] = random.Next(6) switch
        {
            0 => words[random.Next(words.Count)],
            1 => $"{words[at]},",
            2 => $"\"{words[at]}",
            3 => $"{words[at]}\n",
            4 => $"{words[at]} {words[random.Next(words.Count)]}",
            _ => known[random.Next(known.Count)],
        };
    }
}
