using System.Text.Json;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.ComfyUI;

/// <summary>One method per call of ComfyUI's HTTP API (PROTOCOL §3). Throws the <see cref="ComfyUIException"/> family, nothing else.</summary>
public sealed class ComfyUIClient
{
    public static ComfyUIClient Create(ComfyUIAddress address, HttpMessageHandler handler) => throw new NotImplementedException();

    /// <summary>POST /prompt. The reply can carry node errors although it was accepted: outputs that do not validate are left out.</summary>
    public Task<PromptAccepted> SubmitAsync(PromptRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>GET /api/jobs/{id}: pending, running and finished prompts alike. Null when unknown; see <see cref="HasJobsApiAsync"/>.</summary>
    public Task<EngineJob?> FindJobAsync(string promptId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Servers before late 2025 have no jobs API: there, <see cref="FindJobAsync"/> answers from /queue and /history.</summary>
    public Task<bool> HasJobsApiAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<EngineQueue> GetQueueAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Removes pending prompts. Running or unknown ids are ignored; removed ones leave no trace.</summary>
    public Task DeletePendingAsync(IReadOnlyList<string> promptIds, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>GET /history/{id}; null while pending, running or unknown.</summary>
    public Task<HistoryEntry?> FindHistoryAsync(string promptId, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task DeleteHistoryAsync(IReadOnlyList<string> promptIds, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Cancels by id, atomically where the jobs API exists. True when it was pending or running.</summary>
    public Task<bool> CancelAsync(string promptId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>POST /interrupt for this prompt only.</summary>
    public Task InterruptAsync(string promptId, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task FreeAsync(bool unloadModels, bool freeMemory, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>GET /object_info: 1.6 MB and about 80 ms of the engine's event loop on every call, so ask rarely.</summary>
    public Task<NodeCatalog> GetNodeCatalogAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<IReadOnlyList<string>> GetModelFoldersAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<IReadOnlyList<string>> GetModelsAsync(string folder, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<SystemStats> GetSystemStatsAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<JsonElement> GetFeaturesAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>GET /view: the file as it is. Null when it does not exist. Dispose the stream.</summary>
    public Task<ViewedFile?> OpenFileAsync(OutputFile file, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>POST /upload/image. Use the returned name, the engine may have changed it.</summary>
    public Task<UploadedFile> UploadImageAsync(UploadRequest upload, Stream content, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>POST /upload/mask: the mask's alpha laid over an image that is already there.</summary>
    public Task<UploadedFile> UploadMaskAsync(
        UploadRequest upload, OutputFile original, Stream content, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Opens the event socket with this client id. Use a fresh id for every socket.</summary>
    public Task<ComfyUIEventStream> ConnectAsync(string clientId, CancellationToken cancellationToken) => throw new NotImplementedException();
}

/// <param name="Prompt">API-format graph.</param>
/// <param name="PromptId">Canonical lower-case UUID.</param>
/// <param name="ClientId">The socket that gets the events.</param>
/// <param name="ExtraPngInfo">Each key becomes a text chunk of the PNG, usually <c>workflow</c>.</param>
/// <param name="PreviewMethod"><c>auto</c>, <c>latent2rgb</c>, <c>taesd</c>, <c>none</c>; null leaves the engine's default.</param>
public sealed record PromptRequest(
    JsonElement Prompt, string PromptId, string ClientId, JsonElement? ExtraPngInfo = null, string? PreviewMethod = null, bool Front = false);

/// <param name="Number">Place in the engine's queue; restarts at 0 with its process.</param>
public sealed record PromptAccepted(string PromptId, double Number, IReadOnlyList<GraphError> NodeErrors);

public enum EngineJobStatus
{
    Pending,
    Running,
    Completed,
    Failed,
    Cancelled,
}

/// <summary>A prompt as the engine knows it.</summary>
/// <param name="Outputs">Files by node id; empty until it is finished.</param>
public sealed record EngineJob(
    string Id, EngineJobStatus Status, IReadOnlyDictionary<string, NodeOutput> Outputs, NodeException? Error)
{
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
}

/// <param name="Running">Prompt ids.</param>
/// <param name="Pending">Prompt ids in the order of execution (the engine's answer is an unsorted heap).</param>
public sealed record EngineQueue(IReadOnlyList<string> Running, IReadOnlyList<string> Pending);

public sealed record HistoryEntry(
    string PromptId, bool Completed, string StatusText, IReadOnlyDictionary<string, NodeOutput> Outputs, NodeException? Error, bool Interrupted);

public sealed record SystemStats(string Version, string Os, string? Python, string? PyTorch, IReadOnlyList<string> Arguments, IReadOnlyList<DeviceStats> Devices);

/// <param name="VramTotal">Bytes.</param>
/// <param name="VramFree">Bytes.</param>
public sealed record DeviceStats(string Name, string Type, int? Index, long VramTotal, long VramFree);

/// <param name="Type"><c>input</c>, <c>temp</c> or <c>output</c>.</param>
public sealed record UploadRequest(string Filename, string ContentType, string? Subfolder = null, string Type = "input", bool Overwrite = false);

public sealed record UploadedFile(string Name, string Subfolder, string Type);

/// <param name="Length">Bytes, when the engine says.</param>
public sealed record ViewedFile(Stream Content, string? ContentType, long? Length) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
