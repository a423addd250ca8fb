using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ComfyStudio.Api.Engines;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Workflows;

/// <summary>
/// Does beforehand what the first import would wait for: reads what the engines' nodes take as soon as they have told it, and leads one small
/// workflow all the way, so that the code for it is compiled.
/// </summary>
internal sealed partial class ImportWarmup(FleetReader fleets, EngineNodes nodes, TimeProvider time, ILogger<ImportWarmup> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    // Of the kinds of things that most workflows have: values by position, a link, a primitive and something that is switched off.
    private const string Small = """
        { "nodes": [
          { "id": 1, "type": "CLIPTextEncode", "inputs": [{ "name": "clip", "type": "CLIP", "link": 1 }, { "name": "text", "type": "STRING", "link": 2, "widget": { "name": "text" } }],
            "outputs": [{ "name": "CONDITIONING", "type": "CONDITIONING", "links": [3] }], "widgets_values": [""] },
          { "id": 2, "type": "CheckpointLoaderSimple", "outputs": [{ "type": "MODEL" }, { "type": "CLIP", "links": [1] }, { "type": "VAE" }], "widgets_values": ["x.safetensors"] },
          { "id": 3, "type": "PrimitiveNode", "outputs": [{ "type": "STRING", "links": [2] }], "widgets_values": ["x", "fixed"] },
          { "id": 4, "type": "EmptyLatentImage", "outputs": [{ "type": "LATENT", "links": [6] }], "widgets_values": [512, 512, 1] },
          { "id": 5, "type": "KSampler", "inputs": [{ "name": "model", "type": "MODEL", "link": 4 }, { "name": "positive", "type": "CONDITIONING", "link": 3 },
            { "name": "negative", "type": "CONDITIONING", "link": 5 }, { "name": "latent_image", "type": "LATENT", "link": 6 }], "outputs": [{ "type": "LATENT", "links": [7] }],
            "widgets_values": [1, "randomize", 20, 7, "euler", "normal", 1] },
          { "id": 6, "type": "VAEDecode", "inputs": [{ "name": "samples", "type": "LATENT", "link": 7 }, { "name": "vae", "type": "VAE", "link": 8 }], "outputs": [{ "type": "IMAGE", "links": [9] }] },
          { "id": 7, "type": "SaveImage", "inputs": [{ "name": "images", "type": "IMAGE", "link": 9 }], "widgets_values": ["x"] },
          { "id": 8, "type": "Note", "mode": 4, "widgets_values": ["x"] }],
          "links": [[1, 2, 1, 1, 0, "CLIP"], [2, 3, 0, 1, 1, "STRING"], [3, 1, 0, 5, 1, "CONDITIONING"], [4, 2, 0, 5, 0, "MODEL"], [5, 1, 0, 5, 2, "CONDITIONING"],
                    [6, 4, 0, 5, 3, "LATENT"], [7, 5, 0, 6, 0, "LATENT"], [8, 2, 2, 6, 1, "VAE"], [9, 6, 0, 7, 0, "IMAGE"]], "version": 0.4 }
        """;

    private readonly ConcurrentDictionary<string, string> _tried = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (JobStoreUnavailableException)
            {
                // Whoever imports now is told.
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception, exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>What cannot be read is tried once: it stays as it is until the engine tells something else.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var fleet = await fleets.ReadAsideAsync(cancellationToken);
        foreach (var engine in fleet.Engines)
        {
            if (engine.Catalog?.Contents.NodesHash is { } hash && _tried.GetValueOrDefault(engine.Id) != hash)
            {
                _tried[engine.Id] = hash;
                await WarmAsync(fleet, engine, cancellationToken);
            }
        }
    }

    private async Task WarmAsync(Fleet fleet, FleetEngine engine, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        if (await nodes.FindAsync(engine, cancellationToken) is not { } catalog)
            return;
        if (WorkflowReader.Read(Encoding.UTF8.GetBytes(Small)) is WorkflowSource.Found small && WorkflowImporter.Import(small, catalog, fleet) is ImportOutcome.Imported { Import: var import })
            JsonSerializer.SerializeToUtf8Bytes(import, WorkflowsJson.Default.WorkflowImport);
        LogReady(engine.Id, catalog.Nodes.Count, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    [LoggerMessage(LogLevel.Debug, "Ready to import for engine {EngineId}: {Count} nodes read in {Milliseconds:0} ms")]
    private partial void LogReady(string engineId, int count, double milliseconds);

    [LoggerMessage(LogLevel.Warning, "Imports are not prepared beforehand for the moment, and the first one takes longer: {Reason}")]
    private partial void LogFailed(Exception exception, string reason);
}
