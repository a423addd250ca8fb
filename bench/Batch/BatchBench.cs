using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Bench.Measuring;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.Bench.Batch;

/// <summary>How long it takes until a sweep of a thousand images is stored for good, and what it costs to watch it.</summary>
internal static class BatchBench
{
    private const int Rounds = 7;
    private const int Images = 1000;
    private const int PerGeneration = 20;

    private static readonly string Sweep = """
        {
          "template": "text_to_image_sdxl",
          "slots": { "prompt": "a lighthouse at dusk, {calm|rough} sea, film grain" },
          "seeds": { "count": 10 },
          "axes": [
            { "slot": "steps", "range": { "from": 11, "to": 20, "step": 1 } },
            { "slot": "cfg", "range": { "from": 3, "to": 7.5, "step": 0.5 } }
          ]
        }
        """;

    public static async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        await using var processes = await StudioProcesses.StartAsync(new StudioSetup { Thumbnailer = false, Settings = Settings }, cancellationToken);
        using var http = new HttpClient { BaseAddress = processes.Api.Address };
        // Nothing of it is to be rendered: that is what the engines are measured by.
        await PostAsync(http, "/api/queue/pause", null, cancellationToken);
        await AcceptAsync(http, new Watched(), cancellationToken);
        await OneByOneAsync(http, new Samples(), cancellationToken);

        var (watched, single) = (new Watched(), new Samples());
        for (var round = 0; round < Rounds; round++)
        {
            await AcceptAsync(http, watched, cancellationToken);
            await OneByOneAsync(http, single, cancellationToken);
        }

        return ReportOf(watched, single);
    }

    private static Dictionary<string, string> Settings => new()
    {
        ["Generation__RequestsPerMinute"] = "100000",
        ["Logging__LogLevel__Default"] = "Warning",
    };

    private static async Task AcceptAsync(HttpClient http, Watched watched, CancellationToken cancellationToken)
    {
        await watched.Plans.TimeAsync(() => PostAsync(http, "/api/batches/plan", JsonNode.Parse(Sweep), cancellationToken));
        var accepted = await watched.Accepts.TimeAsync(() => PostAsync(http, "/api/batches", JsonNode.Parse(Sweep), cancellationToken));
        if ((int)accepted["images"]! != Images)
            throw new InvalidOperationException($"Another batch than asked for was accepted: {accepted}");
        var batch = $"/api/batches/{accepted["id"]}";
        for (var look = 0; look < 10; look++)
        {
            await watched.Polls.TimeAsync(() => http.GetByteArrayAsync(new Uri(batch, UriKind.Relative), cancellationToken));
            await watched.Cells.TimeAsync(() => http.GetByteArrayAsync(new Uri($"{batch}/cells?count=500", UriKind.Relative), cancellationToken));
        }

        await ForgetAsync(http, cancellationToken);
    }

    /// <summary>The same number of images without batches.</summary>
    private static async Task OneByOneAsync(HttpClient http, Samples single, CancellationToken cancellationToken)
    {
        var request = JsonNode.Parse("""{ "template": "text_to_image_sdxl", "slots": { "prompt": "a lighthouse at dusk, {calm|rough} sea, film grain" } }""")!.AsObject();
        request["count"] = PerGeneration;
        await single.TimeAsync(async () =>
        {
            for (var sent = 0; sent < Images; sent += PerGeneration)
                await PostAsync(http, "/api/generations", request, cancellationToken);
            return true;
        });
        await ForgetAsync(http, cancellationToken);
    }

    private static async Task ForgetAsync(HttpClient http, CancellationToken cancellationToken)
    {
        await PostAsync(http, "/api/queue/cancel", new JsonObject(), cancellationToken);
        await PostAsync(http, "/api/queue/clear", new JsonObject(), cancellationToken);
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path} was answered {(int)answer.StatusCode}: {text}");
    }

    private static Report ReportOf(Watched watched, Samples single)
    {
        var table = new Table($"{Images} images, ms", "p50", "worst");
        foreach (var (name, samples) in new[] { ("plan", watched.Plans), ("accept", watched.Accepts), ("ask how it stands", watched.Polls), ("500 cells", watched.Cells), ("50 generations of 20", single) })
            table.Add(name, Figures.Ms(samples.P50), Figures.Ms(samples.Worst));
        return new Report(
            [table],
            [
                $"From the request to the answer, {Rounds} rounds. The answer comes when all jobs are stored by a redis-server that syncs every write.",
                "50 generations: the same number of images, asked for twenty at a time, one request after the other.",
            ],
            new JsonObject
            {
                ["bench"] = "batch",
                ["acceptSeconds"] = Figures.Rounded(watched.Accepts.P50 / 1000),
                ["acceptWorstSeconds"] = Figures.Rounded(watched.Accepts.Worst / 1000),
                ["planSeconds"] = Figures.Rounded(watched.Plans.P50 / 1000),
                ["pollP50Ms"] = Figures.Rounded(watched.Polls.P50),
                ["cellsP50Ms"] = Figures.Rounded(watched.Cells.P50),
                ["rival"] = "50 generations of 20 images",
                ["ratioToRival"] = Figures.Rounded(watched.Accepts.P50 / single.P50),
                ["images"] = Images,
            });
    }

    private sealed class Watched
    {
        public Samples Plans { get; } = new();
        public Samples Accepts { get; } = new();
        public Samples Polls { get; } = new();
        public Samples Cells { get; } = new();
    }
}
