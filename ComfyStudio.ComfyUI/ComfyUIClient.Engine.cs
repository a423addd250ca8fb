using System.Net;
using System.Text.Json;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.ComfyUI.Http;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI;

public sealed partial class ComfyUIClient
{
    /// <summary>GET /system_stats: version, command line, devices with their memory in bytes.</summary>
    public async Task<SystemStats> GetSystemStatsAsync(CancellationToken cancellationToken)
    {
        var reply = await _http.GetAsync("system_stats", cancellationToken);
        using var answer = reply.Json();
        return StatsReader.Read(answer.RootElement) ?? throw EngineFaults.Unexpected(reply, "the facts of a ComfyUI");
    }

    /// <summary>GET /features: the flags the engine has, for example <c>max_upload_size</c> in bytes. An empty object where there are none.</summary>
    public async Task<JsonElement> GetFeaturesAsync(CancellationToken cancellationToken)
    {
        var reply = await _http.GetAsync("features", cancellationToken);
        if (reply.IsMissingRoute)
            return JsonElement.Parse("{}");
        using var answer = reply.Json();
        return answer.RootElement.Clone();
    }

    /// <summary>
    /// GET /object_info ("Node catalogue"): 1.6 MB and about 80 ms of the engine's event loop on every call, so ask rarely.
    /// Model names are among the choices, so it changes when files appear.
    /// </summary>
    public async Task<NodeDefinitions> GetNodeDefinitionsAsync(CancellationToken cancellationToken)
    {
        var reply = await _http.GetAsync("object_info", _http.Timeouts.Catalog, cancellationToken);
        using var answer = reply.Json();
        var catalog = CatalogReader.Read(answer.RootElement);
        return catalog.Nodes.Count > 0 ? new NodeDefinitions(catalog, reply.Body) : throw EngineFaults.Unexpected(reply, "any node");
    }

    /// <summary>The same for whoever needs no more than what it says.</summary>
    public async Task<NodeCatalog> GetNodeCatalogAsync(CancellationToken cancellationToken) => (await GetNodeDefinitionsAsync(cancellationToken)).Catalog;

    /// <summary>GET /object_info/{class}: one node; null when the engine does not have it.</summary>
    public async Task<NodeDefinition?> FindNodeAsync(string classType, CancellationToken cancellationToken)
    {
        using var answer = (await _http.GetAsync($"object_info/{Uri.EscapeDataString(classType)}", cancellationToken)).Json();
        return CatalogReader.Read(answer.RootElement).Nodes.GetValueOrDefault(classType);
    }

    /// <summary>GET /models: the kinds of model files (<c>checkpoints</c>, <c>loras</c>, …).</summary>
    public async Task<IReadOnlyList<string>> GetModelFoldersAsync(CancellationToken cancellationToken)
    {
        using var answer = (await _http.GetAsync("models", cancellationToken)).Json();
        return answer.RootElement.Labels();
    }

    /// <summary>GET /models/{folder}: names as graphs spell them, with subfolders. Empty when the engine does not know the folder.</summary>
    public async Task<IReadOnlyList<string>> GetModelsAsync(string folder, CancellationToken cancellationToken)
    {
        var reply = await _http.GetAsync($"models/{Uri.EscapeDataString(folder)}", _http.Timeouts.Catalog, cancellationToken);
        if (reply.Status is HttpStatusCode.NotFound)
            return [];
        using var answer = reply.Json();
        return answer.RootElement.Labels();
    }

    /// <summary>GET /view_metadata/{folder}: what is noted in a model's file; null when the engine does not have it, or it is no safetensors.</summary>
    public async Task<ModelMetadata?> FindModelMetadataAsync(string folder, string name, CancellationToken cancellationToken)
    {
        var reply = await _http.GetAsync($"view_metadata/{Uri.EscapeDataString(folder)}?filename={Uri.EscapeDataString(name)}", _http.Timeouts.Catalog, cancellationToken);
        if (reply.Status is HttpStatusCode.NotFound)
            return null;
        using var answer = reply.Json();
        return ModelMetadataReader.Read(answer.RootElement);
    }

    /// <summary>GET /embeddings: names without extension, as prompts use them.</summary>
    public async Task<IReadOnlyList<string>> GetEmbeddingsAsync(CancellationToken cancellationToken)
    {
        using var answer = (await _http.GetAsync("embeddings", cancellationToken)).Json();
        return answer.RootElement.Labels();
    }

    /// <summary>
    /// POST /free: asks for memory back. Acted on when the engine is idle or after its current prompt; <paramref name="freeMemory"/>
    /// also drops its cache of results.
    /// </summary>
    public async Task FreeAsync(bool unloadModels, bool freeMemory, CancellationToken cancellationToken) =>
        (await _http.PostAsync("free", new FreeBody(unloadModels, freeMemory), WireJson.Default.FreeBody, cancellationToken)).EnsureSuccess();
}
