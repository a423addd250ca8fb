using ComfyStudio.Api.Producer;
using ComfyStudio.Api.Producer.BuiltIn;

namespace ComfyStudio.Api.Tests.Producer;

public sealed class PlanDeskTests
{
    private static readonly PlanDesk Desk = new(new RuleBasedPlanner());

    [Fact]
    public async Task A_list_is_never_rewritten_whatever_number_of_frames_is_asked_for()
    {
        var plan = await PlanAsync(new SceneRequest(Stories.TenShots, 7, null, "illustrious"));

        Assert.Equal((ScenePlanKind.ShotList, 10, "", ""), (plan.Kind, plan.Frames.Count, plan.Prefix, plan.Suffix));
        Assert.Contains("list of 10 shots", Assert.Single(plan.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_who_are_known_already_keep_their_ids_and_looks()
    {
        var mine = new SceneCharacter("p1", "Pip", "a blue hedgehog", []);

        var plan = await PlanAsync(new SceneRequest(Stories.Tale, 7, null, null, new KeptScenes(Prefix: "ink", Characters: [mine])));

        Assert.Equal("ink", plan.Prefix);
        Assert.Equal(mine, plan.Characters.Single(person => person.Name == "Pip"));
        Assert.Equal(["p1"], plan.Frames[1].Cast);
        Assert.DoesNotContain(plan.Frames, frame => frame.Cast.Contains("pip"));
    }

    [Fact]
    public async Task Kept_cells_stay_and_the_others_are_planned()
    {
        var own = new SceneFrame { Title = "Mine", Action = "my own words", ShotType = "detail" };
        KeptFrame[] kept = [new(2, own, ["action", "seed"]), new(3, own), new(40, own)];

        var plan = await PlanAsync(new SceneRequest(Stories.Tale, 7, null, null, new KeptScenes(Frames: kept)));

        Assert.Equal(7, plan.Frames.Count);
        Assert.Equal("my own words", plan.Frames[1].Action);
        Assert.NotEqual("Mine", plan.Frames[1].Title);
        Assert.Equal(own, plan.Frames[2]);
    }

    private static Task<ScenePlan> PlanAsync(SceneRequest request) => Desk.PlanAsync(request, TestContext.Current.CancellationToken);
}
