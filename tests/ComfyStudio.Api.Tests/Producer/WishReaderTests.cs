using ComfyStudio.Api.Producer;
using ComfyStudio.Api.Producer.BuiltIn;

namespace ComfyStudio.Api.Tests.Producer;

public sealed class WishReaderTests
{
    private static readonly SceneFrame Shot = new()
    {
        Title = "The climb",
        Action = "climbing the stairs, umbrella in her hand",
        ShotType = "wide",
        Cast = ["mara"],
        LocationId = "tower",
        TimeOfDay = "in the morning",
        DurationMs = 3000,
    };

    private static readonly KeptScenes Known = new(
        Characters: [new("mara", "Mara Lind", "a keeper", [new("coat", "Coat", "a yellow coat")]), new("tom", "Tom", "a boy", [])],
        Locations: [new("tower", "Tower", "a stair", ""), new("harbour", "The harbour", "boats", "")]);

    [Theory]
    [InlineData("closer", "medium")]
    [InlineData("make it wider", "establishing")]
    [InlineData("as a close-up", "closeUp")]
    [InlineData("Over the shoulder", "overShoulder")]
    [InlineData("zoom in. zoom in; zoom in, zoom in", "detail")]
    public void Nearness_is_the_type_of_the_shot(string wish, string shotType) => Assert.Equal(Shot with { ShotType = shotType }, Carry(wish), Same);

    [Theory]
    [InlineData("make it night", "at night")]
    [InlineData("at dawn", "at dawn")]
    [InlineData("In the evening!", "in the evening")]
    public void A_time_of_day_is_one(string wish, string time) => Assert.Equal(Shot with { TimeOfDay = time }, Carry(wish), Same);

    [Fact]
    public void People_and_places_that_are_known_come_and_go()
    {
        Assert.Equal(["mara", "tom"], Carry("with Tom").Cast);
        Assert.Empty(Carry("without Mara").Cast);
        Assert.Equal("harbour", Carry("at the harbour").LocationId);
        Assert.All((string[])["with Tom", "without Mara", "at the harbour"], wish => Assert.Equal(Shot.Action, Carry(wish).Action));
    }

    [Fact]
    public void What_shall_not_be_seen_is_taken_out_and_never_asked_for()
    {
        Assert.Equal("climbing the stairs", Carry("without the umbrella").Action);
        Assert.Equal(Shot.Action, Carry("no people").Action);
    }

    [Fact]
    public void All_else_is_added_to_what_happens()
    {
        Assert.Equal(Shot.Action + ", a red lantern", Carry("Please add a red lantern").Action);
        Assert.Equal((Shot.Action + ", in the rain", "at night"), (Carry("at night in the rain").Action, Carry("at night in the rain").TimeOfDay));
        var waving = Carry("Tom waves from below");
        Assert.Equal(Shot.Action + ", Tom waves from below", waving.Action);
        Assert.Equal(["mara", "tom"], waving.Cast);
    }

    [Fact]
    public void One_wish_may_hold_several()
    {
        var shot = Carry("closer, at night, without the umbrella and with Tom");

        Assert.Equal(("medium", "at night", "climbing the stairs", 3000), (shot.ShotType, shot.TimeOfDay, shot.Action, shot.DurationMs));
        Assert.Equal(["mara", "tom"], shot.Cast);
    }

    private static SceneFrame Carry(string wish) => WishReader.Carry(new ShotWish(wish, Shot, Known));

    private static bool Same(SceneFrame one, SceneFrame other) => one.Cast.SequenceEqual(other.Cast) && one with { Cast = other.Cast } == other;
}
