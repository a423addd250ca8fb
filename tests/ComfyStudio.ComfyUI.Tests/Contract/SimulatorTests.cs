using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.ComfyUI.Tests.Servers;
using ComfyStudio.Testing;

namespace ComfyStudio.ComfyUI.Tests.Contract;

/// <summary>The contract against the simulator, one for all tests, and what only an engine with a model or with faults can show.</summary>
public sealed class SimulatorTests(SimulatorTests.Simulator simulator) : EngineContract, IClassFixture<SimulatorTests.Simulator>
{
    private const string TextToImage = """
        {
          "4": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "" } },
          "5": { "class_type": "EmptyLatentImage", "inputs": { "width": 512, "height": 512, "batch_size": 1 } },
          "6": { "class_type": "CLIPTextEncode", "inputs": { "text": "a lake", "clip": ["4", 1] } },
          "3": { "class_type": "KSampler", "inputs": { "seed": 0, "steps": 3, "cfg": 7, "sampler_name": "euler", "scheduler": "normal",
            "denoise": 1, "model": ["4", 0], "positive": ["6", 0], "negative": ["6", 0], "latent_image": ["5", 0] } },
          "8": { "class_type": "VAEDecode", "inputs": { "samples": ["3", 0], "vae": ["4", 2] } },
          "9": { "class_type": "PreviewImage", "inputs": { "images": ["8", 0] } }
        }
        """;

    private ComfyUIClient Engine => Clients.Of(new ComfyUIAddress(simulator.Server.Address));

    [Fact]
    public async Task Steps_and_previews_name_their_prompt_and_node()
    {
        await using var stream = await Engine.ConnectAsync("previews", Cancellation);
        var request = await RenderAsync("previews", seed: 1, steps: 3);

        var events = await ReadToEndOfAsync(stream, request.PromptId);

        Assert.Equal([1.0, 2.0, 3.0], events.OfType<ComfyUIEvent.Progress>().Where(step => step.Node == "3").Select(step => step.Value));
        var previews = events.OfType<ComfyUIEvent.Preview>().ToList();
        Assert.NotEmpty(previews);
        Assert.All(previews, preview => Assert.Equal((request.PromptId, "3"), (preview.PromptId, preview.NodeId)));
    }

    [Fact]
    public async Task A_running_prompt_stops_and_a_pending_one_vanishes_when_cancelled()
    {
        await using var stream = await Engine.ConnectAsync("cancels", Cancellation);
        var running = await RenderAsync("cancels", seed: 2, steps: 10_000);
        var pending = await RenderAsync("cancels", seed: 3, steps: 10_000);
        await stream.ReadAllAsync(Cancellation).OfType<ComfyUIEvent.Progress>().FirstAsync(Cancellation);
        Assert.Equal([running.PromptId], (await Engine.GetQueueAsync(Cancellation)).Running);
        Assert.Equal(EngineJobStatus.Pending, (await Engine.FindJobAsync(pending.PromptId, Cancellation))!.Status);

        Assert.True(await Engine.CancelAsync(pending.PromptId, Cancellation));
        Assert.True(await Engine.CancelAsync(running.PromptId, Cancellation));

        var events = await ReadToEndOfAsync(stream, running.PromptId);
        Assert.Contains(events, happened => happened is ComfyUIEvent.ExecutionInterrupted stopped && stopped.PromptId == running.PromptId);
        Assert.Equal(EngineJobStatus.Cancelled, (await Engine.FindJobAsync(running.PromptId, Cancellation))!.Status);
        Assert.Null(await Engine.FindJobAsync(pending.PromptId, Cancellation));
    }

    [Fact]
    public async Task A_network_that_breaks_ends_the_stream_with_a_fault()
    {
        await using var own = await SimulatorServer.StartAsync();
        await using var stream = await Clients.Of(new ComfyUIAddress(own.Address)).ConnectAsync("cut", Cancellation);
        await stream.ReadAllAsync(Cancellation).FirstAsync(Cancellation);

        await own.Faults.CutSocketsAsync(Cancellation);

        await Assert.ThrowsAsync<ComfyUIUnreachableException>(() => stream.ReadAllAsync(Cancellation).ToListAsync(Cancellation).AsTask());
    }

    protected override ValueTask<ComfyUIAddress> StartAsync() => ValueTask.FromResult(new ComfyUIAddress(simulator.Server.Address));

    protected override ValueTask StopAsync() => ValueTask.CompletedTask;

    private async Task<PromptRequest> RenderAsync(string clientId, int seed, int steps)
    {
        var graph = ApiGraph.Parse(TextToImage);
        graph.Set("4", "ckpt_name", (await Engine.GetModelsAsync("checkpoints", Cancellation))[0]);
        graph.Set("3", "seed", seed);
        graph.Set("3", "steps", steps);
        var request = new PromptRequest(graph.ToJsonElement(), NewId(), clientId, PreviewMethod: "latent2rgb");
        await Engine.SubmitAsync(request, Cancellation);
        return request;
    }

    public sealed class Simulator : IAsyncLifetime
    {
        private SimulatorServer? _server;

        public SimulatorServer Server => _server!;

        public async ValueTask InitializeAsync() => _server = await SimulatorServer.StartAsync();

        public ValueTask DisposeAsync() => _server!.DisposeAsync();
    }
}
