using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Testing;

namespace ComfyStudio.Simulator.Tests;

/// <summary>Plain HTTP to one simulator; knows no more of the protocol than the test that uses it.</summary>
internal sealed class SimulatorClient(SimulatorServer server) : IDisposable
{
    public const string Checkpoint = "random-sd15-small.safetensors";

    public HttpClient Http { get; } = new() { BaseAddress = server.Address };

    public static JsonObject TextToImage(long seed = 1795246376, int steps = 4, string prompt = "a cat", int size = 64) => (JsonObject)JsonNode.Parse($$$"""
        {"4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "{{{Checkpoint}}}"}, "_meta": {"title": "Load Checkpoint"}},
         "5": {"class_type": "EmptyLatentImage", "inputs": {"width": {{{size}}}, "height": {{{size}}}, "batch_size": 1}},
         "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "{{{prompt}}}", "clip": ["4", 1]}},
         "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "blurry", "clip": ["4", 1]}},
         "3": {"class_type": "KSampler", "inputs": {"seed": {{{seed}}}, "steps": {{{steps}}}, "cfg": 7.0, "sampler_name": "euler",
               "scheduler": "normal", "denoise": 1.0, "model": ["4", 0], "positive": ["6", 0], "negative": ["7", 0], "latent_image": ["5", 0]}},
         "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["4", 2]}},
         "9": {"class_type": "SaveImage", "inputs": {"filename_prefix": "lab/t2i", "images": ["8", 0]}} }
        """)!;

    public static JsonObject EmptyImage(int color = 11, string prefix = "lab/empty") => (JsonObject)JsonNode.Parse($$$"""
        {"1": {"class_type": "EmptyImage", "inputs": {"width": 64, "height": 64, "batch_size": 1, "color": {{{color}}} }},
         "2": {"class_type": "SaveImage", "inputs": {"filename_prefix": "{{{prefix}}}", "images": ["1", 0]}} }
        """)!;

    public static Task<SimulatorServer> StartServerAsync(Action<SimulatorOptions>? configure = null) => SimulatorServer.StartAsync(options =>
    {
        options.Models["checkpoints"] = [Checkpoint, "random-sd15.safetensors"];
        configure?.Invoke(options);
    });

    public async Task<(HttpStatusCode Status, string Text)> PostAsync(string path, string body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync(path, content, cancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    public async Task<string> SubmitAsync(JsonObject prompt, CancellationToken cancellationToken, string? clientId = null, JsonObject? extraData = null)
    {
        var request = new JsonObject { ["prompt"] = prompt.DeepClone() };
        if (clientId is not null)
            request["client_id"] = clientId;
        if (extraData is not null)
            request["extra_data"] = extraData.DeepClone();
        var (status, text) = await PostAsync("/prompt", request.ToJsonString(), cancellationToken);
        Assert.True(status == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("prompt_id").GetString()!;
    }

    public async Task<JsonElement> GetJsonAsync(string path, CancellationToken cancellationToken) =>
        JsonDocument.Parse(await Http.GetStringAsync(path, cancellationToken)).RootElement;

    public void Dispose() => Http.Dispose();
}
