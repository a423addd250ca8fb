using ComfyStudio.Api.Producer;
using ComfyStudio.Api.Producer.Lists;

namespace ComfyStudio.Api.Tests.Producer;

public sealed class ShotListTests
{
    [Fact]
    public void C_4_an_own_list_of_ten_shots_stays_ten_shots_in_the_same_words()
    {
        var list = ShotLists.Read(Stories.TenShots)!;

        Assert.Equal(ScenePlanKind.ShotList, list.Kind);
        Assert.Equal(Stories.TenShots.ReplaceLineEndings("\n").Split('\n').Select(line => line[(line.IndexOf('.', StringComparison.Ordinal) + 2)..]), list.Frames.Select(frame => frame.Action));
    }

    [Theory]
    [InlineData("Shot 1: a door\nShot 2: a street\nShot 3: rain")]
    [InlineData("My film\n1) a door\n2) a street\n\n3) rain")]
    [InlineData("- a door\n- a street\n- rain")]
    [InlineData("#1 - a door\n#2 - a street\n#3 - rain")]
    [InlineData("١. a door\n٢. a street\n٣. rain")]
    [InlineData("**1.** a door\n**2.** a street\n**3.** rain")]
    public void Lists_are_numbered_in_many_ways(string text) => Assert.Equal(["a door", "a street", "rain"], ShotLists.Read(text)!.Frames.Select(frame => frame.Action));

    [Fact]
    public void What_stands_between_two_numbers_belongs_to_the_first() =>
        Assert.Equal(["a door, red", "a street"], ShotLists.Read("1. a door,\n   red\n2. a street")!.Frames.Select(frame => frame.Action));

    [Theory]
    [InlineData(Stories.Tale)]
    [InlineData(Stories.Dialogue)]
    [InlineData("It was 1984. In those days, well, 2 men came, and 3 went.\nThen came winter; it was long.")]
    [InlineData("First line, of a story\nSecond line, of a story\n1. a list that begins late\n2. and goes on")]
    public void A_story_is_no_list(string text) => Assert.Null(ShotLists.Read(text));

    [Fact]
    public void A_table_keeps_its_rows_and_its_words()
    {
        var list = ShotLists.Read(""""
            Shot;Size;Action;Characters;Location;Duration;Dialogue
            1;WS;"Mara walks in; slowly";Mara;Kitchen;3;"Say ""hello"""
            2;CU;Her face;Mara, Tom;Kitchen;1,5;
            3;dutch angle;The pot boils over;;Kitchen;;
            """")!;

        Assert.Equal(ScenePlanKind.Csv, list.Kind);
        Assert.Equal(["Mara walks in; slowly", "Her face", "The pot boils over"], list.Frames.Select(frame => frame.Action));
        Assert.Equal(["wide", "closeUp", "dutch angle"], list.Frames.Select(frame => frame.ShotType));
        Assert.Equal([3000, 1500, 2000], list.Frames.Select(frame => frame.DurationMs));
        Assert.Equal(["mara", "tom"], list.Frames[1].Cast);
        Assert.Equal("Say \"hello\"", list.Frames[0].Notes);
        Assert.Equal("Kitchen", Assert.Single(list.Locations).Looks);
    }

    [Theory]
    [InlineData("Shot,Action\n1,a 5\" tape, \"loose\"\n2,rain", 2)]
    [InlineData("Shot,Action\n1,\"never closed\n2,rain\n", 1)]
    [InlineData("Shot,Action\r\n\r\n1,  \"rain, a lot\"  \r\n , \r\n2,snow\r\n", 2)]
    public void A_table_that_is_not_quite_right_is_read_as_far_as_it_can_be(string text, int shots)
    {
        var list = ShotLists.Read(text)!;

        Assert.Equal((ScenePlanKind.Csv, shots), (list.Kind, list.Frames.Count));
        Assert.All(list.Frames, frame => Assert.NotEmpty(frame.Action));
    }

    [Fact]
    public void A_screenplay_becomes_its_shots()
    {
        var list = ShotLists.Read("""
            Title: The Key
            Author: me

            EXT. HARBOR - NIGHT

            Mara pulls a boat ashore. Rain.

            MARA
            (whispering)
            Not again.

            INT. LIGHTHOUSE - LATER

            TOM
            Who's there?

            Tom lights a lamp. [[a note]]

            CUT TO:

            EXT. SEA - DAWN
            """)!;

        Assert.Equal((ScenePlanKind.Fountain, "The Key"), (list.Kind, list.Title));
        Assert.Equal(["Mara pulls a boat ashore. Rain.", "TOM", "Tom lights a lamp.", "EXT. SEA - DAWN"], list.Frames.Select(frame => frame.Action));
        Assert.Equal(["harbor", "lighthouse", "lighthouse", "sea"], list.Frames.Select(frame => frame.LocationId));
        Assert.Equal(["mara", "tom", "tom", ""], list.Frames.Select(frame => string.Join(' ', frame.Cast)));
        Assert.Equal("MARA: (whispering) Not again.", list.Frames[0].Notes);
        Assert.Equal("at night", list.Frames[0].TimeOfDay);
    }
}
