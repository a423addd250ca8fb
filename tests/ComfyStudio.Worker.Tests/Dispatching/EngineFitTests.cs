using ComfyStudio.Jobs;
using ComfyStudio.Worker.Dispatching;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Dispatching;

public sealed class EngineFitTests
{
    private readonly EngineCatalog _windows = TestJobs.Catalog("xl\\juggernaut.safetensors", "plain.safetensors");

    [Fact]
    public void A_model_in_a_folder_is_found_in_either_spelling()
    {
        Assert.Equal("xl\\juggernaut.safetensors", EngineFit.FindModel(_windows, "checkpoints/xl/juggernaut.safetensors"));
        Assert.Equal("xl\\juggernaut.safetensors", EngineFit.FindModel(_windows, "checkpoints/xl\\juggernaut.safetensors"));
        Assert.Null(EngineFit.FindModel(_windows, "checkpoints/juggernaut.safetensors"));
        Assert.Null(EngineFit.FindModel(_windows, "loras/plain.safetensors"));
    }

    [Fact]
    public void An_engine_serves_what_it_has_all_models_and_nodes_for()
    {
        Assert.True(Serves(new JobRequirements(null, ["checkpoints/plain.safetensors"], TestGraph.Nodes)));
        Assert.False(Serves(new JobRequirements(null, ["checkpoints/other.safetensors"], TestGraph.Nodes)));
        Assert.False(Serves(new JobRequirements(null, [], ["KSampler", "SomethingCustom"])));
    }

    [Fact]
    public void A_job_for_one_engine_goes_there_and_nowhere_else()
    {
        Assert.True(Serves(new JobRequirements("engine-1", ["checkpoints/other.safetensors"], [])));
        Assert.False(Serves(new JobRequirements("engine-2", [], [])));
    }

    [Fact]
    public void A_job_for_a_tag_goes_where_the_tag_is()
    {
        Assert.True(Serves(new JobRequirements(null, [], [], Tag: "Fast")));
        Assert.False(Serves(new JobRequirements(null, [], [], Tag: "large")));
    }

    private bool Serves(JobRequirements requirements) => EngineFit.Serves("engine-1", ["fast"], _windows, requirements);
}
