using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Runs;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Api.Tests.Sequences;

/// <summary>One sequence of a running studio, and what a person does to it.</summary>
internal sealed class Story(StudioApi api, string id)
{
    private byte _shade;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public string Id => id;

    public string Path => $"/api/sequences/{id}";

    /// <summary>A sequence with so many frames, which nobody planned.</summary>
    public static async Task<Story> BeginAsync(StudioApi api, int frames, JsonObject? edit = null)
    {
        var begun = await api.PostAsync("/api/sequences", new JsonObject
        {
            ["title"] = "The lighthouse",
            ["plan"] = false,
            ["slots"] = new JsonObject { ["checkpoint"] = StudioApi.Sdxl },
        });
        Assert.True(begun.Status == 201, begun.ToString());
        var story = new Story(api, (string)begun.Body["id"]!);
        edit = (JsonObject?)edit?.DeepClone() ?? [];
        edit["frames"] ??= new JsonArray([.. Enumerable.Range(1, frames).Select(number => new JsonObject { ["title"] = $"Shot {number}", ["action"] = $"action number {number}" })]);
        var edited = await story.EditAsync(edit);
        Assert.True(edited.Status == 200, edited.ToString());
        return story;
    }

    public async Task<JsonNode> ViewAsync() => (await api.GetAsync(Path)).Body;

    public async Task<int> VersionAsync() => (int)(await ViewAsync())["version"]!;

    public async Task<Answer> EditAsync(JsonObject edit)
    {
        edit = (JsonObject)edit.DeepClone();
        edit["version"] ??= await VersionAsync();
        return await SendAsync(HttpMethod.Put, "", edit);
    }

    public async Task<Answer> PostAsync(string path, JsonObject? body = null)
    {
        body = (JsonObject?)body?.DeepClone() ?? [];
        body["version"] ??= await VersionAsync();
        return await api.PostAsync(Path + path, body);
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, Path + path) { Content = body is null ? null : JsonContent.Create(body) };
        return await api.SendAsync(request);
    }

    public async Task<Answer> StartAsync(JsonObject? request = null, string? key = null) =>
        await api.PostAsync(Path + "/start", request ?? [], key is null ? [] : [("Idempotency-Key", key)]);

    public async Task<IReadOnlyList<string>> FrameIdsAsync() => [.. (await ViewAsync())["frames"]!.AsArray().Select(frame => (string)frame!["id"]!)];

    public async Task<JsonNode> FrameAsync(int number) => (await ViewAsync())["frames"]![number - 1]!;

    /// <summary>The states of the latest take of each frame; a dash where there is none.</summary>
    public async Task<string> StatesAsync() =>
        string.Join(' ', (await ViewAsync())["frames"]!.AsArray().Select(frame => (string?)frame!["takes"]!.AsArray().LastOrDefault()?["state"] ?? "-"));

    /// <summary>The document as it lies on the disk.</summary>
    public JsonNode File() => JsonNode.Parse(System.IO.File.ReadAllBytes(System.IO.Path.Join(api.Images.Path, "sequences", id, "sequence.json")))!;

    /// <summary>What waits, as an engine would get it.</summary>
    public async Task<IReadOnlyList<JobSpec>> WaitingAsync() => [.. (await api.Queue.WaitingAsync("local", 0, 500, Stop)).Jobs.Select(job => job.Spec)];

    /// <summary>The next job as a worker finishes it, with its picture where the job wants it.</summary>
    public async Task<StoredImage> FinishNextAsync()
    {
        var lease = await api.ClaimAsync();
        return await FinishAsync(lease);
    }

    public async Task<StoredImage> FinishAsync(JobLease lease)
    {
        var (spec, place) = (lease.Job.Spec, lease.Job.Spec.Place!);
        using var png = new MemoryStream(TestPng.Make(shade: _shade++));
        var making = new ImageMaking { Prompt = "made", Owner = "local", JobId = spec.Id.ToString(), GroupId = spec.GroupId.ToString(), SequenceId = place.Id, TemplateId = spec.TemplateId };
        var image = await api.Get<ImageStore>().SaveAsync(
            new NewImage(spec.CreatedAt, "g", spec.Id.ToString(), spec.Index, 0, making) { Shelf = new ImageShelf(ImageShelf.Sequences, place.Id, place.Name) }, png, Stop);
        var output = new JobOutput(0, image.Id.ToString(), image.RelativePath, image.Sha256, image.Bytes, image.Width, image.Height);
        Assert.Equal(LeaseAnswer.Held, await api.Queue.CompleteAsync(lease, [output], null, Stop));
        return image;
    }

    /// <summary>What the studio does by itself every second.</summary>
    public Task KeepAsync() => api.Get<RunKeeper>().KeepAsync(id, thorough: true, Stop);

    public Sequence Read() => api.Get<SequenceBook>().Read(id)!;
}
