using ComfyStudio.Api.Producer;
using ComfyStudio.Api.Producer.Answers;

namespace ComfyStudio.Api.Tests.Producer;

public sealed class AnswerReaderTests
{
    private static readonly SceneRequest Three = new(Stories.Tale, 3, null, "sdxl");

    [Theory]
    [InlineData("""["a door", "a street", "rain"]""")]
    [InlineData("""Sure! ```json {"frames": [{"action": "a door"}, {"prompt": "a street"}, "rain"],} ``` Enjoy.""")]
    [InlineData("""<think>[1, {</think>{"prompts": ["a door", "a street", "rain"]}""")]
    public void Prompts_and_plans_are_read_whatever_is_said_around_them(string said)
    {
        var answer = AnswerReader.Read(said, Three);

        Assert.True(answer.IsUsable);
        Assert.Equal(["a door", "a street", "rain"], answer.Plan!.Frames.Select(frame => frame.Action));
    }

    [Theory]
    [InlineData("")]
    [InlineData("I cannot do that.")]
    [InlineData("""{"frames": [{"action": "a door" """)]
    [InlineData("""{"frames": "none"}""")]
    [InlineData("""["a door", "a street"]""")]
    [InlineData("""["a door", "", "rain"]""")]
    [InlineData("""[1, {"title": "x"}, null]""")]
    public void C_4_broken_JSON_and_too_few_frames_are_no_plan(string said) => Assert.False(AnswerReader.Read(said, Three).IsUsable);

    [Fact]
    public void C_4_sixty_frames_are_no_plan_for_three()
    {
        var answer = AnswerReader.Read($"[{string.Join(',', Enumerable.Repeat("\"a door\"", 60))}]", Three);

        Assert.Equal("The answer has 60 frames; exactly 3 were asked for.", Assert.Single(answer.Faults));
    }

    [Fact]
    public void C_4_a_renamed_hero_gets_the_name_of_the_story_back()
    {
        var answer = AnswerReader.Read("""
            {"title": "Spiky and Lily", "characters": [{"id": "spiky", "name": "Spiky", "looks": "a hedgehog"}, {"id": "lily", "name": "Lily", "looks": "a rabbit"}],
             "frames": [{"action": "Spiky finds a kite", "cast": ["spiky"]}, {"action": "Spiky flies", "cast": ["Spiky", "bob"]}, {"action": "Lily and Spiky eat", "cast": ["lily", "spiky"]}]}
            """, Three);

        Assert.True(answer.IsUsable);
        Assert.Equal(["Pip", "Lily"], answer.Plan!.Characters.Select(person => person.Name));
        Assert.Equal(["Pip finds a kite", "Pip flies", "Lily and Pip eat"], answer.Plan.Frames.Select(frame => frame.Action));
        Assert.Equal(["spiky"], answer.Plan.Frames[1].Cast);
        Assert.Contains("'Spiky' is Pip in the story, and is called so again.", answer.Flaws);
        Assert.Contains("Frame 2 shows 'bob', who is not among the characters.", answer.Flaws);
    }

    [Fact]
    public void Who_is_known_already_cannot_be_changed()
    {
        var mara = new SceneCharacter("mara", "Mara", "an old fisherwoman", []);
        var answer = AnswerReader.Read("""
            {"characters": [{"id": "mara", "name": "Anna", "looks": "a young queen"}, {"id": "marla", "name": "Marla", "looks": "x"}],
             "frames": [{"action": "Anna rows", "cast": ["mara"]}, {"action": "Marla waits", "cast": ["marla"]}, {"action": "rain", "cast": []}]}
            """, new SceneRequest("The boat is old. The sea is high. Nobody speaks.", 3, null, null, new KeptScenes(Characters: [mara])));

        Assert.Equal([mara], answer.Plan!.Characters);
        Assert.Equal(["Mara rows", "Mara waits", "rain"], answer.Plan.Frames.Select(frame => frame.Action));
        Assert.Equal(["mara", "mara", ""], answer.Plan.Frames.Select(frame => string.Join(' ', frame.Cast)));
    }

    [Fact]
    public void Nothing_in_an_answer_steers_the_prompt()
    {
        var answer = AnswerReader.Read("""["a <lora:evil:1> door", "{a|b} __wild__ street", "rain\u0000\n\n[x]"]""", Three);

        Assert.Equal(["a door", "a b wild street", "rain x"], answer.Plan!.Frames.Select(frame => frame.Action));
    }
}
