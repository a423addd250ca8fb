namespace ComfyStudio.ComfyUI.Tests.Contract;

public abstract partial class EngineContract
{
    [Fact]
    public async Task An_engine_says_what_it_is()
    {
        var stats = await Client.GetSystemStatsAsync(Cancellation);
        var features = await Client.GetFeaturesAsync(Cancellation);

        Assert.Matches(@"^\d+\.\d+", stats.Version);
        Assert.NotEmpty(stats.Devices);
        Assert.All(stats.Devices, device => Assert.InRange(device.VramFree, 0, device.VramTotal));
        Assert.True(features.GetProperty("max_upload_size").GetDouble() > 0);
    }

    [Fact]
    public async Task The_catalogue_lists_nodes_with_their_choices()
    {
        var catalog = await Client.GetNodeCatalogAsync(Cancellation);

        Assert.True(catalog.Nodes["SaveImage"].IsOutput);
        Assert.Equal(["IMAGE"], catalog.Nodes["EmptyImage"].Outputs);
        Assert.Contains("euler", catalog.Choices("KSampler", "sampler_name"));
        Assert.Contains("normal", catalog.Choices("KSampler", "scheduler"));
        Assert.Equal(await Client.GetModelsAsync("checkpoints", Cancellation), catalog.Choices("CheckpointLoaderSimple", "ckpt_name"));
    }

    [Fact]
    public async Task One_node_can_be_asked_for()
    {
        Assert.Equal("SaveImage", (await Client.FindNodeAsync("SaveImage", Cancellation))!.Name);
        Assert.Null(await Client.FindNodeAsync("NoSuchNode", Cancellation));
    }

    [Fact]
    public async Task Models_are_listed_by_folder()
    {
        Assert.Contains("checkpoints", await Client.GetModelFoldersAsync(Cancellation));
        Assert.Empty(await Client.GetModelsAsync("no-such-folder", Cancellation));
        Assert.NotNull(await Client.GetEmbeddingsAsync(Cancellation));
    }

    [Fact]
    public async Task What_is_noted_in_a_model_can_be_asked_for()
    {
        if ((await Client.GetModelsAsync("checkpoints", Cancellation)).FirstOrDefault(name => name.EndsWith(".safetensors", StringComparison.Ordinal)) is { } model)
            Assert.NotNull(await Client.FindModelMetadataAsync("checkpoints", model, Cancellation));
        Assert.Null(await Client.FindModelMetadataAsync("checkpoints", "no-such-file.safetensors", Cancellation));
    }

    [Fact]
    public async Task Small_requests_are_answered()
    {
        Assert.True(await Client.GetQueueRemainingAsync(Cancellation) >= 0);
        await Client.FreeAsync(unloadModels: false, freeMemory: false, Cancellation);
    }
}
