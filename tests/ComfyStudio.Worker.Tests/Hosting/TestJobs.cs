using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Tests.Hosting;

/// <summary>Jobs and catalogues that never see Redis.</summary>
internal static class TestJobs
{
    public static Job Job()
    {
        var id = JobId.New(TimeProvider.System);
        var spec = new JobSpec
        {
            Id = id,
            GroupId = GroupId.New(TimeProvider.System),
            Index = 0,
            Owner = "local",
            TemplateId = "text_to_image_sdxl",
            TemplateVersion = "1",
            Slots = TestGraph.Slots(seed: 1, steps: 20),
            Graph = TestGraph.Of(id.ToString(), steps: 20),
            Requirements = new JobRequirements(null, [$"checkpoints/{TestGraph.Checkpoint}"], TestGraph.Nodes),
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        return new Job { Spec = spec, State = JobState.Leased, Sequence = 1, Attempt = 1 };
    }

    public static EngineCatalog Catalog(params string[] checkpoints) => new()
    {
        At = TimeProvider.System.GetUtcNow(),
        Models = new Dictionary<string, IReadOnlyList<string>> { ["checkpoints"] = checkpoints },
        Samplers = ["euler"],
        Schedulers = ["normal"],
        Nodes = TestGraph.Nodes,
    };
}
