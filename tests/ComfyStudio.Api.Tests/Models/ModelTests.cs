using ComfyStudio.Api.Models;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Models;

public sealed class ModelTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task MODEL_SELECT_002_The_models_of_all_engines_come_together_with_who_has_them()
    {
        await _api.PublishEngineAsync("one", catalog: _api.Catalog("xl/juggernaut.safetensors", StudioApi.Sdxl));
        await _api.PublishEngineAsync("two", EngineStatus.Unreachable, _api.Catalog(StudioApi.Sdxl, "user_models/myMerge_v2.safetensors"));

        var models = (await _api.GetAsync("/api/models")).Body;

        var checkpoints = models["checkpoints"]!.AsArray();
        Assert.Equal(["juggernaut", "myMerge_v2", "sd_xl_base_1.0"], checkpoints.Select(model => (string)model!["label"]!));
        Assert.Equal(["xl", null, null], checkpoints.Select(model => (string?)model!["folder"]));
        Assert.Equal(["base", "merged", "base"], checkpoints.Select(model => (string)model!["group"]!));
        Assert.Equal(["one", "two"], checkpoints[2]!["engines"]!.AsArray().Select(engine => (string)engine!));
        Assert.Equal("lora", (string)models["loras"]![0]!["group"]!);
        Assert.Equal(["euler", "dpmpp_2m"], models["samplers"]!.AsArray().Select(sampler => (string)sampler!));
        Assert.True((bool)models["reachable"]!);
        Assert.NotNull(models["asOf"]);
    }

    [Fact]
    public async Task G_08_Every_folder_of_any_engine_is_there_and_a_file_is_one_however_it_is_spelled()
    {
        await _api.PublishEngineAsync("linux", catalog: With("upscale_models", "sub/4x.pth"));
        await _api.PublishEngineAsync("windows", catalog: With("upscale_models", @"sub\4x.pth", "2x.pth"));

        var folders = (await _api.GetAsync("/api/models")).Body["folders"]!;

        Assert.Equal(["checkpoints", "loras", "upscale_models", "vae"], folders.AsObject().Select(folder => folder.Key));
        var models = folders["upscale_models"]!.AsArray();
        Assert.Equal(["2x", "4x"], models.Select(model => (string)model!["label"]!));
        Assert.Equal(["linux", "windows"], models[1]!["engines"]!.AsArray().Select(engine => (string)engine!));
    }

    [Fact]
    public async Task What_is_noted_in_a_model_is_asked_of_the_worker_of_an_engine_that_has_it_once()
    {
        await _api.PublishEngineAsync("away", EngineStatus.Unreachable, _api.Catalog());
        await _api.PublishEngineAsync("one", catalog: _api.Catalog());

        var asked = _api.GetAsync("/api/models/loras/details?name=style%5Cink.safetensors");
        IReadOnlyList<string> wanted = [];
        await Eventually.TrueAsync(async () => (wanted = await Board.TakeAsync("one", Stop)).Count > 0, Stop);
        Assert.Equal(["loras/style/ink.safetensors"], wanted);
        await Board.AnswerAsync("one", wanted[0], new ModelDetails("Ink", "Drawings.", "sdxl", ["ink", "paper"], "image/png", [1, 2, 3]), Stop);

        var details = (await asked).Body;
        Assert.Equal(("ink", "Ink", "Drawings.", "sdxl"), ((string)details["label"]!, (string)details["title"]!, (string)details["description"]!, (string)details["baseModel"]!));
        Assert.Equal(["ink", "paper"], details["trainedWords"]!.AsArray().Select(word => (string)word!));
        var preview = await _api.GetAsync((string)details["previewUrl"]!);
        Assert.Equal(("image/png", "default-src 'none'; sandbox"), (preview.Header("Content-Type"), preview.Header("Content-Security-Policy")));
        Assert.Equal([1, 2, 3], preview.Bytes);
        Assert.Empty(await Board.TakeAsync("one", Stop));
    }

    [Fact]
    public async Task A_model_that_no_engine_has_or_that_none_can_read_now_is_told_apart()
    {
        await _api.PublishEngineAsync("away", EngineStatus.Unreachable, _api.Catalog());

        Assert.Equal(404, (await _api.GetAsync("/api/models/loras/details?name=none.safetensors")).Status);
        Assert.Equal(503, (await _api.GetAsync("/api/models/loras/details?name=style/ink.safetensors")).Status);
        Assert.Equal(404, (await _api.GetAsync("/api/models/loras/details?name=style/ink.safetensors&engine=other")).Status);
    }

    private ModelDetailsBoard Board => _api.Get<EngineRegistry>().Models;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MODEL_SELECT_018_What_is_older_than_a_minute_is_asked_for_anew_when_somebody_looks()
    {
        await _api.PublishEngineAsync("fresh", catalog: _api.Catalog(StudioApi.Sdxl));
        await _api.PublishEngineAsync("old", catalog: _api.Catalog(StudioApi.Sdxl) with { At = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(61) });

        await _api.GetAsync("/api/models");

        Assert.False(await TakeAsync("fresh"));
        Assert.True(await TakeAsync("old"));
        await _api.GetAsync("/api/models");
        Assert.False(await TakeAsync("old"));
    }

    [Fact]
    public async Task MODEL_SELECT_019_A_refresh_waits_for_the_engines_that_are_there()
    {
        await _api.PublishEngineAsync("one", catalog: _api.Catalog(StudioApi.Sdxl));
        await _api.PublishEngineAsync("away", EngineStatus.Unreachable, _api.Catalog(StudioApi.Sdxl));

        var asked = _api.GetAsync("/api/models?refresh=true");
        await Eventually.TrueAsync(() => TakeAsync("one"), TestContext.Current.CancellationToken);
        Assert.False(asked.IsCompleted);
        await _api.PublishEngineAsync("one", catalog: _api.Catalog("new.safetensors"));

        Assert.Contains("new.safetensors", (await asked).Body["checkpoints"]!.AsArray().Select(model => (string)model!["name"]!));
    }

    [Fact]
    public async Task Five_thousand_models_of_two_engines_are_listed_once_each()
    {
        var names = Enumerable.Range(0, 5000).Select(number => $"people/lora_{number:D4}.safetensors").ToArray();
        await _api.PublishEngineAsync("one", catalog: With("loras", names));
        await _api.PublishEngineAsync("two", catalog: With("loras", names));

        var loras = (await _api.GetAsync("/api/models")).Body["loras"]!.AsArray();

        Assert.Equal(5000, loras.Count);
        Assert.All(loras, lora => Assert.Equal(2, lora!["engines"]!.AsArray().Count));
    }

    private Task<bool> TakeAsync(string engine) => _api.Get<EngineRegistry>().TakeRefreshRequestAsync(engine, TestContext.Current.CancellationToken);

    private EngineCatalog With(string folder, params string[] names)
    {
        var catalog = _api.Catalog(StudioApi.Sdxl);
        return catalog with { Models = new Dictionary<string, IReadOnlyList<string>>(catalog.Models) { [folder] = names } };
    }

    [Fact]
    public async Task MODEL_SELECT_020_Without_engines_there_is_nothing_and_that_is_said()
    {
        var models = (await _api.GetAsync("/api/models")).Body;

        Assert.Empty(models["checkpoints"]!.AsArray());
        Assert.False((bool)models["reachable"]!);
        Assert.Null(models["asOf"]);
    }

    [Theory]
    [InlineData("user_models/a.safetensors", "a", null)]
    [InlineData("sdxl/people/b.ckpt", "b", "sdxl/people")]
    [InlineData(@"sdxl\c.safetensors", "c", "sdxl")]
    [InlineData("model.v1.5", "model.v1.5", null)]
    public void MODEL_SELECT_005_006_Names_are_shown_without_folder_and_extension(string name, string label, string? folder) =>
        Assert.Equal((label, folder), (ModelName.LabelOf(name), ModelName.FolderOf(name)));
}
