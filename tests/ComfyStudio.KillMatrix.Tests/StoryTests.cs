using System.Buffers.Binary;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ComfyStudio.Jobs;
using ComfyStudio.KillMatrix.Tests.Studio;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.KillMatrix.Tests;

/// <summary>A story is being made when its worker is killed, or when somebody has enough of it.</summary>
public sealed class StoryTests(SharedStudio shared) : IClassFixture<SharedStudio>
{
    private const int Frames = 8;

    /// <summary>At so many finished frames.</summary>
    private const int K = 3;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task C4_Kill_worker_at_frame_k_and_restart_no_frame_twice_and_none_missing() => shared.UseAsync(async (studio, ledger) =>
    {
        var story = await BeginAsync(studio, ledger);
        await Eventually.TrueAsync(async () => await story.DoneAsync() >= K, Stop);

        await studio.KillAsync(Victim.Worker);
        Assert.True(await story.DoneAsync() < Frames);
        await studio.RestartAsync(Victim.Worker, Stop);
        await ledger.SettleAsync(Stop);

        Assert.Equal(Enumerable.Range(1, Frames).Select(FileOf), story.Files());
        Assert.Equal(Enumerable.Repeat("succeeded", Frames), await story.TakesAsync());
        Assert.Equal("complete", await story.StatusAsync());
        Assert.All(story.Jobs, id => Assert.Single(studio.Engines[0].FilesOf(id)));
    });

    [Fact]
    public Task C4_Cancel_at_frame_k_leaves_exactly_the_finished_ones() => shared.UseAsync(async (studio, ledger) =>
    {
        var story = await BeginAsync(studio, ledger);
        await Eventually.TrueAsync(async () => await story.DoneAsync() >= K, Stop);

        await story.CancelAsync();
        foreach (var id in story.Jobs)
            ledger.Cancel(id);
        await ledger.SettleAsync(Stop);

        var takes = await story.TakesAsync();
        var finished = takes.Count(state => state == "succeeded");
        Assert.InRange(finished, K, Frames - 1);
        Assert.Equal([.. Enumerable.Repeat("succeeded", finished), .. Enumerable.Repeat("cancelled", Frames - finished)], takes);
        Assert.Equal(Enumerable.Range(1, finished).Select(FileOf), story.Files());
        Assert.Equal("cancelled", await story.StatusAsync());
    });

    [Fact]
    public Task C4_Same_bible_same_seed_and_same_versions_make_identical_pictures_on_the_same_server() => shared.UseAsync(async (studio, ledger) =>
    {
        var story = await BeginAsync(studio, ledger);
        await ledger.SettleAsync(Stop);

        ledger.Accept(await story.StartAgainAsync());
        await ledger.SettleAsync(Stop);

        var hashes = story.Files().ToLookup(name => name[.."frame_000".Length], story.PictureHash);
        Assert.Equal(Frames, hashes.Count);
        Assert.All(hashes, twice => Assert.Equal(2, twice.Count()));
        Assert.All(hashes, twice => Assert.Single(twice.Distinct()));
        Assert.Equal(Frames, hashes.Select(twice => twice.First()).Distinct().Count());
    });

    private static string FileOf(int number) => $"frame_{number:000}.png";

    private static async Task<RunningStory> BeginAsync(StudioProcesses studio, Ledger ledger)
    {
        var story = await RunningStory.BeginAsync(studio, Frames, Stop);
        ledger.Accept(story.Jobs);
        return story;
    }

    /// <param name="Jobs">In the order of the frames.</param>
    private sealed record RunningStory(StudioProcesses Studio, string Id, IReadOnlyList<JobId> Jobs)
    {
        public static async Task<RunningStory> BeginAsync(StudioProcesses studio, int frames, CancellationToken cancellationToken)
        {
            var begun = await SendAsync(studio, HttpMethod.Post, "", new JsonObject
            {
                ["title"] = "The lighthouse",
                ["plan"] = false,
                ["template"] = "text_to_image_sd15",
                // Long enough for something to happen to it meanwhile.
                ["slots"] = new JsonObject { ["steps"] = 150, ["width"] = 512, ["height"] = 512 },
            }, cancellationToken);
            var id = (string)begun["id"]!;
            await SendAsync(studio, HttpMethod.Put, $"/{id}", new JsonObject
            {
                ["version"] = (int)begun["version"]!,
                ["frames"] = new JsonArray([.. Enumerable.Range(1, frames).Select(number => new JsonObject { ["action"] = $"the keeper climbs step {number}" })]),
            }, cancellationToken);
            var started = await SendAsync(studio, HttpMethod.Post, $"/{id}/start", [], cancellationToken);
            var group = await studio.Jobs.FindGroupAsync(GroupId.Parse((string)started["groupId"]!), cancellationToken);
            return new RunningStory(studio, id, group!.Jobs);
        }

        public async Task<int> DoneAsync() => (int)(await ReadAsync("/progress"))["done"]!;

        public async Task<string> StatusAsync() => (string)(await ReadAsync("/progress"))["status"]!;

        /// <summary>The states of all takes, frame by frame.</summary>
        public async Task<IReadOnlyList<string>> TakesAsync() =>
            [.. (await ReadAsync(""))["frames"]!.AsArray().SelectMany(frame => frame!["takes"]!.AsArray()).Select(take => (string)take!["state"]!)];

        public IEnumerable<string> Files() =>
            Directory.EnumerateFiles(Path.Combine(Studio.ImagesRoot, "sequences", Id), "*.png").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

        public async Task<IReadOnlyList<JobId>> StartAgainAsync()
        {
            var started = await SendAsync(Studio, HttpMethod.Post, $"/{Id}/start", [], Stop);
            return (await Studio.Jobs.FindGroupAsync(GroupId.Parse((string)started["groupId"]!), Stop))!.Jobs;
        }

        /// <summary>SHA-256 of a file but for its text chunks: there the engine writes the graph, with the job's own file name.</summary>
        public string PictureHash(string name)
        {
            var png = File.ReadAllBytes(Path.Combine(Studio.ImagesRoot, "sequences", Id, name)).AsSpan();
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (var at = 8; at < png.Length;)
            {
                var chunk = png.Slice(at, BinaryPrimitives.ReadInt32BigEndian(png[at..]) + 12);
                if (!chunk.Slice(4, 4).SequenceEqual("tEXt"u8))
                    hash.AppendData(chunk);
                at += chunk.Length;
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        public Task<JsonObject> CancelAsync() => SendAsync(Studio, HttpMethod.Post, $"/{Id}/cancel", [], Stop);

        private Task<JsonObject> ReadAsync(string path) => SendAsync(Studio, HttpMethod.Get, $"/{Id}{path}", null, Stop);

        private static async Task<JsonObject> SendAsync(StudioProcesses studio, HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
        {
            using var request = new HttpRequestMessage(method, $"/api/sequences{path}") { Content = body is null ? null : JsonContent.Create(body) };
            using var answer = await studio.Client.Http.SendAsync(request, cancellationToken);
            Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            return (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!;
        }
    }
}
