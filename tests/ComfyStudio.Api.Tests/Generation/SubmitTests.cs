using System.Text.Json.Nodes;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Generation;

public sealed class SubmitTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task GEN_REQUEST_010_A_request_is_queued_at_once_and_says_where_to_follow_it()
    {
        var answer = await _api.PostAsync("/api/generations", StudioApi.Request());

        Assert.Equal(202, answer.Status);
        var id = (string)answer.Body["id"]!;
        Assert.Equal($"/api/generations/{id}", answer.Header("Location"));
        var job = Assert.Single(answer.Body["jobs"]!.AsArray())!;
        Assert.Equal("queued", (string)job["state"]!);
        Assert.Equal("a lighthouse at dusk", (string)job["prompt"]!);
        Assert.Equal(0, (int)job["position"]!);
        Assert.Empty(answer.Body["warnings"]!.AsArray());

        var again = await _api.GetAsync($"/api/generations/{id}");
        Assert.Equal("generation", (string)again.Body["kind"]!);
        Assert.Equal((string)job["id"]!, (string)again.Body["jobs"]![0]!["id"]!);
    }

    [Fact]
    public async Task GEN_REQUEST_007_Every_value_goes_into_its_node_of_the_graph()
    {
        var ids = await _api.SubmitAsync(new JsonObject
        {
            ["prompt"] = "a cat \"with\" ümlauts",
            ["negative"] = "dogs",
            ["width"] = 768,
            ["height"] = 1280,
            ["steps"] = 33,
            ["cfg"] = 4.5,
            ["sampler"] = "dpmpp_2m",
            ["scheduler"] = "karras",
            ["seed"] = 9007199254740991,
        });

        var graph = (await _api.GetAsync($"/api/jobs/{ids[0]}")).Body["graph"]!;
        Assert.Equal("a cat \"with\" ümlauts", (string)graph["6"]!["inputs"]!["text"]!);
        Assert.Equal("dogs", (string)graph["7"]!["inputs"]!["text"]!);
        Assert.Equal(StudioApi.Sdxl, (string)graph["4"]!["inputs"]!["ckpt_name"]!);
        Assert.Equal(768, (int)graph["5"]!["inputs"]!["width"]!);
        Assert.Equal(1280, (int)graph["5"]!["inputs"]!["height"]!);
        var sampler = graph["3"]!["inputs"]!;
        Assert.Equal((33, 4.5, "dpmpp_2m", "karras"), ((int)sampler["steps"]!, (double)sampler["cfg"]!, (string)sampler["sampler_name"]!, (string)sampler["scheduler"]!));
        Assert.Equal(9007199254740991, (long)sampler["seed"]!);
        Assert.Equal($"studio/{ids[0]}/out", (string)graph["9"]!["inputs"]!["filename_prefix"]!);
    }

    [Fact]
    public async Task Values_left_out_take_the_defaults_of_the_specification()
    {
        var ids = await _api.SubmitAsync();

        var slots = (await _api.GetAsync($"/api/jobs/{ids[0]}")).Body["slots"]!;
        Assert.Equal((20, 7.0, 1024, 1024), ((int)slots["steps"]!, (double)slots["cfg"]!, (int)slots["width"]!, (int)slots["height"]!));
        Assert.Equal("", (string)slots["negative"]!);
    }

    [Fact]
    public async Task A_job_carries_what_an_engine_needs_to_run_it_and_whose_it_is()
    {
        var ids = await _api.SubmitAsync();

        var job = await _api.Queue.FindAsync(ids[0], TestContext.Current.CancellationToken);
        Assert.Equal([$"checkpoints/{StudioApi.Sdxl}"], job!.Spec.Requirements.Models);
        Assert.Equal(
            ["CLIPTextEncode", "CheckpointLoaderSimple", "EmptyLatentImage", "KSampler", "SaveImage", "VAEDecode"], job.Spec.Requirements.Nodes);
        Assert.Equal("local", job.Spec.Owner);
    }

    [Fact]
    public async Task Images_of_one_request_get_the_seed_that_was_asked_for_and_the_ones_after_it()
    {
        var ids = await _api.SubmitAsync(new JsonObject { ["seed"] = 41 }, count: 3);

        var jobs = await _api.Queue.FindManyAsync(ids, TestContext.Current.CancellationToken);
        Assert.Equal([41, 42, 43], jobs.Select(job => job.Spec.Slots["seed"].GetInt64()));
        Assert.Equal([0, 1, 2], jobs.Select(job => job.Spec.Index));
        Assert.All(jobs, job => Assert.Equal(3, job.Spec.GroupSize));
    }

    [Fact]
    public async Task GEN_REQUEST_005_Minus_one_gives_every_image_a_random_seed_that_JavaScript_can_hold()
    {
        var ids = await _api.SubmitAsync(new JsonObject { ["seed"] = -1 }, count: 20);

        var jobs = await _api.Queue.FindManyAsync(ids, TestContext.Current.CancellationToken);
        var seeds = jobs.Select(job => job.Spec.Slots["seed"].GetInt64()).ToList();
        Assert.Equal(20, seeds.Distinct().Count());
        Assert.All(seeds, seed => Assert.InRange(seed, 0, (1L << 53) - 1));
    }

    [Fact]
    public async Task The_trace_of_the_browser_goes_on_in_the_job()
    {
        const string Trace = "5b8efff798038103d269b633813fc60c";

        var answer = await _api.PostAsync("/api/generations", StudioApi.Request(), ("traceparent", $"00-{Trace}-eee19b7ec3c1b174-01"));

        Assert.Equal(Trace, (string)answer.Body["jobs"]![0]!["traceId"]!);
    }

    [Fact]
    public async Task GEN_REQUEST_002_A_prompt_above_the_limit_is_accepted_with_a_warning()
    {
        var answer = await _api.PostAsync("/api/generations", StudioApi.Request(new JsonObject { ["prompt"] = new string('a', 501) }));

        Assert.Equal(202, answer.Status);
        var warning = Assert.Single(answer.Body["warnings"]!.AsArray())!;
        Assert.Equal("slots.prompt", (string)warning["field"]!);
        Assert.Contains("500", (string)warning["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Left_out_the_checkpoint_is_the_first_that_suits_the_template()
    {
        await _api.PublishEngineAsync(catalog: _api.Catalog("dreamshaper_8.safetensors", StudioApi.Sd15, StudioApi.Sdxl));
        var request = new JsonObject { ["slots"] = new JsonObject { ["prompt"] = "a cat" } };

        request["template"] = "text_to_image_sdxl";
        var sdxl = await _api.PostAsync("/api/generations", request);
        request["template"] = "text_to_image_sd15";
        var sd15 = await _api.PostAsync("/api/generations", request);

        Assert.Equal(StudioApi.Sdxl, (string)sdxl.Body["jobs"]![0]!["slots"]!["checkpoint"]!);
        Assert.Equal(StudioApi.Sd15, (string)sd15.Body["jobs"]![0]!["slots"]!["checkpoint"]!);
    }

    [Fact]
    public async Task While_every_engine_is_away_a_request_is_accepted_and_says_why_it_waits()
    {
        await _api.PublishEngineAsync(status: EngineStatus.Unreachable);

        var answer = await _api.PostAsync("/api/generations", StudioApi.Request());

        Assert.Equal(202, answer.Status);
        Assert.Equal("All engines are away", (string)answer.Body["jobs"]![0]!["waitReason"]!);
    }

    [Fact]
    public async Task STK_INTEGRATION_019_An_engine_that_was_asked_for_and_is_away_answers_503()
    {
        await _api.PublishEngineAsync(status: EngineStatus.Unreachable, problem: "Nothing answers at http://10.0.0.5:8188.");
        var request = StudioApi.Request();
        request["engine"] = "gpu-1";

        var answer = await _api.PostAsync("/api/generations", request);

        Assert.Equal(503, answer.Status);
        Assert.Equal("/problems/engine-away", answer.ProblemType);
        Assert.Contains("Nothing answers at http://10.0.0.5:8188", (string)answer.Body["detail"]!, StringComparison.Ordinal);
        Assert.NotNull(answer.Header("Retry-After"));
        Assert.Equal(0, (await _api.Queue.CountAsync(TestContext.Current.CancellationToken)).Queued);
    }

    [Fact]
    public async Task An_unknown_generation_is_not_found()
    {
        Assert.Equal(404, (await _api.GetAsync("/api/generations/00000000000000000000000000000000")).Status);
        Assert.Equal(404, (await _api.GetAsync("/api/generations/nonsense")).Status);
    }
}
