using System.Text.Json;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.ComfyUI.Tests.Servers;

namespace ComfyStudio.ComfyUI.Tests.Contract;

/// <summary>
/// What this library takes for granted about an engine, true for a real one and for the simulator. Needs no model, holds on a server that
/// has been used before, and removes its history entries; a few tiny pictures stay in the output folder below <c>comfystudio-contract</c>,
/// because ComfyUI has no call to delete a file.
/// </summary>
public abstract partial class EngineContract : IAsyncLifetime
{
    private readonly List<string> _prompts = [];
    private ComfyUIClient? _client;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ComfyUIClient Client => _client!;

    public async ValueTask InitializeAsync() => _client = Clients.Of(await StartAsync());

    public async ValueTask DisposeAsync()
    {
        if (_prompts.Count > 0)
        {
            foreach (var promptId in _prompts)
                await Client.CancelAsync(promptId, Cancellation);
            await Client.DeleteHistoryAsync(_prompts, Cancellation);
        }

        await StopAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract ValueTask<ComfyUIAddress> StartAsync();

    protected abstract ValueTask StopAsync();

    private PromptRequest Request(string graph, string clientId = "nobody")
    {
        var promptId = NewId();
        _prompts.Add(promptId);
        return new PromptRequest(ApiGraph.Parse(graph).ToJsonElement(), promptId, clientId);
    }

    private async Task<(List<ComfyUIEvent> Events, string PromptId)> RunAsync(string graph)
    {
        var clientId = NewId();
        await using var stream = await Client.ConnectAsync(clientId, Cancellation);
        var request = Request(graph, clientId);
        await Client.SubmitAsync(request, Cancellation);
        return (await ReadToEndOfAsync(stream, request.PromptId), request.PromptId);
    }

    protected static async Task<List<ComfyUIEvent>> ReadToEndOfAsync(ComfyUIEventStream stream, string promptId)
    {
        var events = new List<ComfyUIEvent>();
        await foreach (var happened in stream.ReadAllAsync(Cancellation))
        {
            events.Add(happened);
            if (happened is ComfyUIEvent.PromptEnded ended && ended.PromptId == promptId)
                return events;
        }

        throw new InvalidOperationException("The socket ended before the prompt.");
    }

    /// <summary>A picture of its own color, so that no cache knows it.</summary>
    private static string Picture() =>
        $$"""{ "class_type": "EmptyImage", "inputs": { "width": 64, "height": 48, "batch_size": 1, "color": {{Random.Shared.Next(1, 0xFFFFFF)}} } }""";

    private static string SavedPicture(string prefix) => $$"""
        {
          "1": {{Picture()}},
          "2": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": {{JsonSerializer.Serialize(prefix)}} } }
        }
        """;

    private static string ShownPicture() => $$"""
        {
          "1": {{Picture()}},
          "2": { "class_type": "PreviewImage", "inputs": { "images": ["1", 0] } }
        }
        """;

    protected static string NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    private static async Task<byte[]> ReadAsync(ViewedFile file)
    {
        using var copy = new MemoryStream();
        await file.Content.CopyToAsync(copy, Cancellation);
        return copy.ToArray();
    }
}
