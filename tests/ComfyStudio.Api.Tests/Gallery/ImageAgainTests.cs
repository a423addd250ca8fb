using System.Text.Json.Nodes;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Api.Tests.Gallery;

/// <summary>"Make again": the very same, and whether it is.</summary>
public sealed class ImageAgainTests(RedisServer redis) : IAsyncLifetime
{
    private const string Graph =
        """
        {"3":{"class_type":"KSampler","inputs":{"seed":156680208700286,"steps":20,"cfg":8,"sampler_name":"euler","scheduler":"normal","denoise":1,"model":["4",0],"positive":["6",0],"negative":["6",0],"latent_image":["5",0]}},
         "4":{"class_type":"CheckpointLoaderSimple","inputs":{"ckpt_name":"sd15.safetensors"}},
         "5":{"class_type":"EmptyLatentImage","inputs":{"width":64,"height":48,"batch_size":1}},
         "6":{"class_type":"CLIPTextEncode","inputs":{"text":"a red fox","clip":["4",1]}},
         "8":{"class_type":"VAEDecode","inputs":{"samples":["3",0],"vae":["4",2]}},
         "9":{"class_type":"SaveImage","inputs":{"filename_prefix":"somewhere/else","images":["8",0]}}}
        """;

    private FakeThumbnailer _thumbnailer = null!;
    private StudioApi _api = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _thumbnailer = await FakeThumbnailer.StartAsync();
        _api = await StudioApi.StartAsync(redis, ("Thumbnailer:Address", _thumbnailer.Address));
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _thumbnailer.DisposeAsync();
    }

    [Fact]
    public async Task The_graph_in_the_file_is_queued_as_it_is_and_linked_to_the_image()
    {
        var id = await PutAsync("a/fox.png", Graph);

        var answer = await _api.PostAsync($"/api/images/{id}/again");

        Assert.Equal(202, answer.Status);
        var spec = await SpecOfAsync(answer);
        var graph = JsonNode.Parse(spec.Graph.GetRawText())!;
        Assert.Equal(156680208700286, (long)graph["3"]!["inputs"]!["seed"]!);
        Assert.Equal($"studio/{spec.Id}/out", (string)graph["9"]!["inputs"]!["filename_prefix"]!);
        var expected = JsonNode.Parse(Graph)!;
        (expected["9"]!["inputs"]!["filename_prefix"], graph["9"]!["inputs"]!["filename_prefix"]) = ("", "");
        Assert.True(JsonNode.DeepEquals(expected, graph));
        Assert.Equal((id, "a red fox", "checkpoints/sd15.safetensors"), (spec.AgainOf, spec.Slots["prompt"].GetString(), spec.Requirements.Models.Single()));
    }

    [Fact]
    public async Task It_goes_to_the_engine_that_made_it_and_says_when_that_is_away()
    {
        var job = (await _api.SubmitAsync())[0];
        var image = await _api.FinishNextAsync();
        await _api.Get<ImageIndex>().AddAsync(image.RelativePath, Token);

        var away = await _api.PostAsync($"/api/images/{image.Id}/again");
        await _api.PublishEngineAsync();
        await Eventually.TrueAsync(async () => (await SpecOfAsync(await _api.PostAsync($"/api/images/{image.Id}/again"))).Requirements.EngineId == "gpu-1", Token);

        // The picture itself holds no graph here: the queue remembers what was sent.
        var (spec, first) = (await SpecOfAsync(away), (await _api.Queue.FindAsync(job, Token))!.Spec);
        var seeds = JsonNode.Parse(spec.Graph.GetRawText())!.AsObject().Select(node => node.Value!["inputs"]!["seed"]).OfType<JsonNode>();
        Assert.Equal(first.Slots["seed"].GetInt64(), (long)seeds.Single());
        Assert.Null(spec.Requirements.EngineId);
        Assert.Contains("Engine gpu-1, which takes no jobs now", (string)away.Body["warnings"]![0]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_request_twice_makes_one_image()
    {
        var id = await PutAsync("a/fox.png", Graph);

        var first = await _api.PostAsync($"/api/images/{id}/again", body: null, ("Idempotency-Key", "k"));
        var second = await _api.PostAsync($"/api/images/{id}/again", body: null, ("Idempotency-Key", "k"));

        Assert.Equal((string)first.Body["id"]!, (string)second.Body["id"]!);
    }

    [Fact]
    public async Task What_nobody_knows_the_graph_of_or_lacks_its_picture_cannot_be_made_again()
    {
        var untold = await PutAsync("a/untold.png", graph: null);
        var input = new string('a', 64);
        var lacking = await PutAsync("a/lacking.png", Graph.Replace("\"5\":{", $"\"12\":{{\"class_type\":\"LoadImage\",\"inputs\":{{\"image\":\"studio/{input}.png\"}}}},\"5\":{{", StringComparison.Ordinal));

        Assert.Equal((422, "/problems/unusable-workflow"), ((await _api.PostAsync($"/api/images/{untold}/again")).Status, (await _api.PostAsync($"/api/images/{untold}/again")).ProblemType));
        Assert.Contains(input, (string)(await _api.PostAsync($"/api/images/{lacking}/again")).Body["detail"]!, StringComparison.Ordinal);
        Assert.Equal(404, (await _api.PostAsync("/api/images/0123456789abcdef0123456789abcdef/again")).Status);
    }

    [Fact]
    public async Task Two_images_are_compared_by_their_pixels()
    {
        var (one, other) = (await PutAsync("a/one.png", Graph), await PutAsync("a/other.png", graph: null));

        var difference = (await _api.GetAsync($"/api/images/{one}/difference?from={other}")).Body;

        Assert.Equal((false, 0.25, 3), ((bool)difference["identical"]!, (double)difference["differing"]!, (int)difference["largest"]!));
        Assert.Equal(("a/one.png", "a/other.png"), _thumbnailer.Compared);
        _thumbnailer.Status = 503;
        Assert.Equal((503, "/problems/thumbnails-busy"), await KindAsync($"/api/images/{one}/difference?from={other}"));
        _thumbnailer.Status = 422;
        Assert.Equal((422, "/problems/unreadable-image"), await KindAsync($"/api/images/{one}/difference?from={other}"));
        Assert.Equal(404, (await KindAsync($"/api/images/{one}/difference?from=0123456789abcdef0123456789abcdef")).Status);
    }

    private async Task<(int Status, string Kind)> KindAsync(string path) => await _api.GetAsync(path) is var answer ? (answer.Status, answer.ProblemType) : default;

    private async Task<JobSpec> SpecOfAsync(Answer accepted) => (await _api.Queue.FindAsync(JobId.Parse((string)accepted.Body["jobs"]![0]!["id"]!), Token))!.Spec;

    private async Task<string> PutAsync(string path, string? graph)
    {
        _api.Images.Put(path, TestPng.Make(texts: graph is null ? null : new Dictionary<string, string> { ["prompt"] = graph }));
        return (await _api.Get<ImageIndex>().AddAsync(path, Token))!.Id.ToString();
    }
}
