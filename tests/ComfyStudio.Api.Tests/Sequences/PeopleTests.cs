using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ComfyStudio.Api.Tests.Templates;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Api.Tests.Sequences;

/// <summary>Who is in a frame, and what follows from it.</summary>
public sealed class PeopleTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await StudioApi.StartAsync(redis, ("Sequences:Watch", "00:01:00"));
        await _api.PublishNodesAsync(NodeFixture.Json);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task C4_A_person_absent_from_a_frame_has_no_reference_there()
    {
        var (mara, ben) = (await UploadAsync(10), await UploadAsync(20));
        var story = await BeginAsync("story_frame_sdxl", mara, ben);

        var started = await story.StartAsync();

        Assert.True(started.Status == 202, started.ToString());
        Assert.Empty(started.Body["warnings"]!.AsArray());
        var specs = await story.WaitingAsync();
        Assert.Equal(["12 " + mara, "", $"12 {mara}, 16 {ben}"], specs.Select(spec => string.Join(", ", spec.Inputs.Select(input => $"{input.NodeId} {input.Sha256}").Order(StringComparer.Ordinal))));
        Assert.Equal([1, 0, 2], specs.Select(spec => ApiGraph.Parse(spec.Graph).Nodes.Count(node => node.ClassType == "IPAdapterAdvanced")));
        Assert.Equal(0.6, specs[0].Slots["personWeight"].GetDouble());
        var manifest = (await story.FrameAsync(3))["takes"]![0]!["references"]!;
        Assert.Equal(
            $$"""[{"input":"{{mara}}","slot":"person","weight":0.6,"character":"mara","frame":null},{"input":"{{ben}}","slot":"person2","weight":1,"character":"ben","frame":null}]""", manifest.ToJsonString());
        Assert.Empty((await story.FrameAsync(2))["takes"]![0]!["references"]!.AsArray());
    }

    [Fact]
    public async Task Somebody_alone_takes_the_first_place_whoever_it_is()
    {
        var (mara, ben) = (await UploadAsync(10), await UploadAsync(20));
        var story = await BeginAsync("story_frame_sdxl", mara, ben);
        var id = (await story.FrameIdsAsync())[0];
        await story.SendAsync(HttpMethod.Patch, $"/frames/{id}", new JsonObject { ["version"] = await story.VersionAsync(), ["frame"] = new JsonObject { ["cast"] = new JsonArray("ben") } });

        await story.StartAsync(new JsonObject { ["frames"] = new JsonArray(id) });

        Assert.Equal([ben], Assert.Single(await story.WaitingAsync()).Inputs.Select(input => input.Sha256));
    }

    [Fact]
    public async Task Without_a_template_that_takes_references_prompt_and_seed_still_hold_and_it_is_said()
    {
        var story = await BeginAsync("text_to_image_sdxl", await UploadAsync(10), await UploadAsync(20));

        var started = await story.StartAsync();

        Assert.Equal(202, started.Status);
        Assert.Contains(started.Body["warnings"]!.AsArray(), warning => ((string)warning!["message"]!).Contains("no place left for a picture of Mara", StringComparison.Ordinal));
        var specs = await story.WaitingAsync();
        Assert.All(specs, spec => Assert.Empty(spec.Inputs));
        Assert.Contains("woman with red hair", specs[0].Slots["prompt"].GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("woman with red hair", specs[1].Slots["prompt"].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_LoRA_of_a_person_is_in_their_frames_only_and_that_of_the_style_in_all()
    {
        var loras = NodeFixture.Catalog.Choices("LoraLoader", "lora_name");
        var (person, style) = (loras[0], loras[1]);
        var story = await Story.BeginAsync(_api, 0, new JsonObject
        {
            ["slots"] = new JsonObject(),
            ["style"] = new JsonObject { ["loras"] = new JsonArray(new JsonObject { ["name"] = style, ["strength"] = 0.5 }) },
            ["characters"] = new JsonArray(new JsonObject { ["id"] = "mara", ["name"] = "Mara", ["lora"] = person, ["weight"] = 0.8 }),
            ["frames"] = new JsonArray(new JsonObject { ["action"] = "walks", ["cast"] = new JsonArray("mara") }, new JsonObject { ["action"] = "an empty street" }),
        });

        await story.StartAsync();

        var specs = await story.WaitingAsync();
        Assert.Equal([$"{style} 0.5", $"{person} 0.8"], Loras(specs[0]));
        Assert.Equal([$"{style} 0.5"], Loras(specs[1]));
    }

    [Fact]
    public async Task A_reference_that_is_not_there_any_more_is_told_before_anything_starts()
    {
        var mara = await UploadAsync(10);
        var story = await BeginAsync("story_frame_sdxl", mara, await UploadAsync(20));
        File.Delete(Path.Join(_api.Images.Path, ".inputs", mara + ".png"));

        var answer = await story.StartAsync();

        Assert.Equal(400, answer.Status);
        Assert.Contains("upload it again", answer.Error("frames[0].slots.person"), StringComparison.Ordinal);
        Assert.Empty(await story.WaitingAsync());
    }

    private static IEnumerable<string> Loras(JobSpec spec) => spec.Slots["loras"].EnumerateArray()
        .Select(lora => FormattableString.Invariant($"{lora.GetProperty("name").GetString()} {lora.GetProperty("strength").GetDouble()}"));

    private async Task<Story> BeginAsync(string template, string mara, string ben) => await Story.BeginAsync(_api, 0, new JsonObject
    {
        ["template"] = template,
        ["slots"] = new JsonObject(),
        ["characters"] = new JsonArray(
            new JsonObject { ["id"] = "mara", ["name"] = "Mara", ["looks"] = "woman with red hair", ["references"] = new JsonArray(new JsonObject { ["input"] = mara, ["weight"] = 0.6 }) },
            new JsonObject { ["id"] = "ben", ["name"] = "Ben", ["looks"] = "old man", ["references"] = new JsonArray(new JsonObject { ["input"] = ben }) }),
        ["frames"] = new JsonArray(
            new JsonObject { ["action"] = "walks", ["cast"] = new JsonArray("mara") },
            new JsonObject { ["action"] = "an empty street" },
            new JsonObject { ["action"] = "they talk", ["cast"] = new JsonArray("mara", "ben") }),
    });

    private async Task<string> UploadAsync(byte shade)
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(TestPng.Make(shade: shade));
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        form.Add(file, "file", "person.png");
        var answer = await Answer.ReadAsync(await _api.Http.PostAsync("/api/inputs", form, TestContext.Current.CancellationToken));
        return (string)answer.Body["id"]!;
    }
}
