using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ComfyStudio.Api.Workflows;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Api.Tests.Workflows;

public sealed class WorkflowEndpointTests(RedisServer redis)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_workflow_that_was_brought_comes_back_with_a_form()
    {
        await using var studio = await StartAsync();

        var answer = await ImportAsync(studio, WorkflowFixtures.EditorWorkflow, "application/json");

        Assert.Equal(200, answer.Status);
        Assert.Equal("editor", (string)answer.Body["format"]!);
        Assert.Equal("KSampler", (string)answer.Body["graph"]!["3"]!["class_type"]!);
        var prompt = answer.Body["slots"]![0]!;
        Assert.Equal(("prompt", "prompt", "6.text"), ((string)prompt["name"]!, (string)prompt["type"]!, (string)prompt["inputs"]![0]!));
        Assert.Equal("picture", (string)answer.Body["groups"]![1]!["name"]!);
    }

    [Fact]
    public async Task Models_that_no_engine_has_are_listed_with_their_slot()
    {
        await using var studio = await StartAsync();

        var answer = await ImportAsync(studio, WorkflowFixtures.ApiWorkflow, "application/octet-stream");

        var missing = Assert.Single(answer.Body["missingModels"]!.AsArray())!;
        Assert.Equal(("checkpoints", "random-sd15.safetensors"), ((string)missing["folder"]!, (string)missing["name"]!));
        Assert.Equal(("checkpoint", "models/checkpoints"), ((string)missing["slot"]!, (string)missing["where"]!));
        Assert.Empty(answer.Body["missingNodes"]!.AsArray());
    }

    [Fact]
    public async Task A_picture_says_how_it_was_made()
    {
        await using var studio = await StartAsync();
        var png = TestPng.Make(texts: new Dictionary<string, string> { ["prompt"] = Text(WorkflowFixtures.ApiWorkflow), ["workflow"] = Text(WorkflowFixtures.EditorWorkflow) });

        var answer = await ImportAsync(studio, png, "image/png");

        Assert.Equal("image", (string)answer.Body["format"]!);
        Assert.Equal(7, answer.Body["graph"]!.AsObject().Count);
    }

    [Fact]
    public async Task A_picture_of_the_gallery_is_meant_by_its_id()
    {
        await using var studio = await StartAsync();
        var path = System.IO.Path.Combine(studio.Images.Path, "mine.png");
        await File.WriteAllBytesAsync(path, TestPng.Make(texts: new Dictionary<string, string> { ["workflow"] = Text(WorkflowFixtures.EditorWorkflow) }), Cancelled);
        var record = await studio.Get<ImageIndex>().AddAsync("mine.png", Cancelled);

        var answer = await studio.PostAsync("/api/workflows/import", new JsonObject { ["imageId"] = record!.Id.ToString() });
        var unknown = await studio.PostAsync("/api/workflows/import", new JsonObject { ["imageId"] = "0123456789abcdef0123456789abcdef" });

        Assert.Equal((200, "image"), (answer.Status, (string)answer.Body["format"]!));
        Assert.Equal(404, unknown.Status);
    }

    [Fact]
    public async Task What_cannot_be_used_is_refused_by_node()
    {
        await using var studio = await StartAsync();

        var answer = await studio.PostTextAsync("/api/workflows/import", """{ "nodes": [{ "id": 6, "type": "SaveImage", "inputs": [{ "name": "images", "link": 9 }] }] }""");
        var plain = await ImportAsync(studio, TestPng.Make(), "image/png");

        Assert.Equal((422, "/problems/unusable-workflow"), (answer.Status, answer.ProblemType));
        Assert.Equal("SaveImage: 'images' cannot be followed: its link 9 is not in the file.", answer.Error("nodes.6"));
        Assert.StartsWith("This picture does not say how it was made", plain.Error("workflow"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_engine_the_editors_format_has_to_wait()
    {
        await using var studio = await StudioApi.StartAsync(redis);

        Assert.Equal(503, (await ImportAsync(studio, WorkflowFixtures.EditorWorkflow, "application/json")).Status);
        Assert.Equal(200, (await ImportAsync(studio, WorkflowFixtures.ApiWorkflow, "application/json")).Status);
    }

    [Fact]
    public async Task What_the_first_import_would_wait_for_is_read_as_soon_as_an_engine_has_told()
    {
        await using var studio = await StartAsync();
        await studio.Get<ImportWarmup>().LookAsync(Cancelled);
        var hash = Convert.ToHexStringLower(SHA256.HashData(WorkflowFixtures.ObjectInfo));
        await studio.Get<EngineRegistry>().PublishNodesAsync("gpu-1", hash, "not any more"u8.ToArray(), Cancelled);

        var answer = await ImportAsync(studio, WorkflowFixtures.EditorWorkflow, "application/json");

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task A_file_beyond_measure_is_not_read()
    {
        await using var studio = await StartAsync();

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/workflows/import") { Content = new ByteArrayContent(new byte[(20 * 1024 * 1024) + 1]) };

        Assert.Equal(413, (await studio.SendAsync(request)).Status);
    }

    private async Task<StudioApi> StartAsync()
    {
        var studio = await StudioApi.StartAsync(redis);
        using var gzip = new MemoryStream();
        await using (var packed = new GZipStream(gzip, CompressionLevel.Fastest, leaveOpen: true))
            await packed.WriteAsync(WorkflowFixtures.ObjectInfo, Cancelled);
        var hash = Convert.ToHexStringLower(SHA256.HashData(WorkflowFixtures.ObjectInfo));
        await studio.Get<EngineRegistry>().PublishNodesAsync("gpu-1", hash, gzip.ToArray(), Cancelled);
        await studio.PublishEngineAsync(catalog: studio.Catalog("other.safetensors") with { NodesHash = hash });
        return studio;
    }

    private static async Task<Answer> ImportAsync(StudioApi studio, byte[] file, string contentType)
    {
        using var body = new ByteArrayContent(file);
        body.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return await Answer.ReadAsync(await studio.Http.PostAsync("/api/workflows/import", body, Cancelled));
    }

    private static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);
}
