using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Api.Tests.Sequences;

public sealed class BringTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis, ("Sequences:Watch", "00:01:00"), ("Prompts:Folder", Path.Join(Path.GetTempPath(), "comfystudio-no-prompts")));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task BUS_SEQUENCE_Prompt_files_become_frames_in_the_order_of_their_names_in_the_same_words()
    {
        var answer = await SendPromptsAsync(
            """{ "title": "Walk", "prefix": "masterpiece", "suffix": "film grain", "negative": "blurry", "lora": "style/ink.safetensors", "loraStrength": 0.7, "seed": 100 }""",
            ("folder/002_the_gate.txt", "The gate, (wide:1.2)\n"), ("010.txt", "Far away"), ("001_at_home.txt", "At home; {day|night}"), ("README.md", "not a prompt"), ("003.txt", "  "));

        Assert.True(answer.Status == 201, answer.ToString());
        var story = new Story(_api, (string)answer.Body["id"]!);
        var frames = answer.Body["frames"]!.AsArray();
        Assert.Equal(["At home; {day|night}", "The gate, (wide:1.2)", "Far away"], frames.Select(frame => (string)frame!["action"]!));
        Assert.Equal(["At home", "The gate", "010"], frames.Select(frame => (string)frame!["title"]!));
        await story.EditAsync(new JsonObject { ["slots"] = new JsonObject { ["checkpoint"] = StudioApi.Sdxl } });
        await story.StartAsync();
        var specs = await story.WaitingAsync();
        Assert.Equal([100L, 101, 102], specs.Select(spec => spec.Slots["seed"].GetInt64()));
        Assert.Equal("masterpiece, The gate, (wide:1.2), film grain", specs[1].Slots["prompt"].GetString());
        Assert.All(specs, spec => Assert.Equal(("blurry", "style/ink.safetensors"), (spec.Slots["negative"].GetString(), spec.Slots["loras"][0].GetProperty("name").GetString())));
        Assert.Equal("frame_001", specs[0].Place!.Name);
    }

    [Fact]
    public async Task BUS_SEQUENCE_An_empty_or_missing_set_is_an_error_that_says_so()
    {
        var empty = await SendPromptsAsync("{}", ("001.txt", " "));
        var none = await SendPromptsAsync("{}", ("README.md", "nothing"));
        var missing = await _api.PostAsync("/api/sequences/prompts", new JsonObject { ["name"] = "nowhere" });
        var outside = await _api.PostAsync("/api/sequences/prompts", new JsonObject { ["name"] = "../wildcards" });

        Assert.Equal((400, "All prompt files are empty."), (empty.Status, empty.Error("files")));
        Assert.Equal("There are no prompt files (.txt).", none.Error("files"));
        Assert.Equal("There is no set of prompts 'nowhere'; there are none.", missing.Error("name"));
        Assert.Equal(400, outside.Status);
        Assert.Empty((await _api.GetAsync("/api/sequences")).Body["items"]!.AsArray());
    }

    [Fact]
    public async Task BUS_SEQUENCE_A_set_of_the_server_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("comfystudio-prompts-");
        Directory.CreateDirectory(Path.Join(folder.FullName, "sequences", "walk"));
        await File.WriteAllTextAsync(Path.Join(folder.FullName, "sequences", "walk", "01.txt"), "one step", Stop);
        await using var api = await StudioApi.StartAsync(redis, ("Prompts:Folder", folder.FullName));

        var sets = await api.GetAsync("/api/sequences/prompts");
        var answer = await api.PostAsync("/api/sequences/prompts", new JsonObject { ["name"] = "walk", ["fixedSeed"] = true, ["seed"] = 7 });

        Assert.Equal("""[{"name":"walk","files":1}]""", sets.Body["sets"]!.ToJsonString());
        Assert.Equal(("walk", "one step", 7), ((string)answer.Body["title"]!, (string)answer.Body["frames"]![0]!["action"]!, (int)answer.Body["frames"]![0]!["nextSeed"]!));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_project_file_makes_the_same_pictures_again_in_another_studio()
    {
        var reference = await UploadAsync(TestPng.Make(shade: 33));
        var story = await Story.BeginAsync(_api, 0, new JsonObject
        {
            ["text"] = "Once.",
            ["characters"] = new JsonArray(new JsonObject { ["id"] = "mara", ["name"] = "Mara", ["looks"] = "red hair", ["references"] = new JsonArray(new JsonObject { ["input"] = reference }) }),
            ["frames"] = new JsonArray(new JsonObject { ["action"] = "walks", ["cast"] = new JsonArray("mara") }, new JsonObject { ["action"] = "sleeps" }),
        });
        await story.StartAsync();
        var before = await story.WaitingAsync();
        await story.FinishNextAsync();
        await story.FinishNextAsync();
        await story.KeepAsync();
        await story.SendAsync(HttpMethod.Post, $"/frames/{(await story.FrameIdsAsync())[1]}/reroll", new JsonObject { ["seed"] = 99 });
        await story.FinishNextAsync();
        await story.KeepAsync();
        var project = (await _api.GetAsync(story.Path + "/project?pictures=true")).Bytes;

        await using var other = await StudioApi.StartAsync(redis, ("Sequences:Watch", "00:01:00"));
        using var content = new ByteArrayContent(project);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        var imported = await Answer.ReadAsync(await other.Http.PostAsync("/api/sequences/import", content, Stop));

        Assert.True(imported.Status == 201, imported.ToString());
        var copy = new Story(other, (string)imported.Body["id"]!);
        Assert.NotEqual(story.Id, copy.Id);
        Assert.Equal("Once.", (string)imported.Body["source"]!["text"]!);
        Assert.Equal(200, (await other.GetAsync($"/api/inputs/{reference}")).Status);
        await copy.StartAsync();
        var after = await copy.WaitingAsync();
        Assert.Equal([before[0].Slots["seed"].GetInt64(), 99], after.Select(spec => spec.Slots["seed"].GetInt64()));
        Assert.Equal(before.Select(spec => spec.Slots["prompt"].GetString()), after.Select(spec => spec.Slots["prompt"].GetString()));
        using var zip = new ZipArchive(new MemoryStream(project));
        Assert.Equal(
            ["pictures/001.png", "pictures/002.png", $"references/{reference}.png", "sequence.json", "template.json"], zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_project_takes_along_the_seed_of_the_take_that_is_shown()
    {
        var story = await Story.BeginAsync(_api, 1);
        await story.StartAsync(new JsonObject { ["pass"] = "proof" });
        await story.FinishNextAsync();
        await story.KeepAsync();
        var id = (await story.FrameIdsAsync())[0];
        await story.SendAsync(HttpMethod.Post, $"/frames/{id}/reroll", new JsonObject { ["seed"] = 4711 });
        await story.FinishNextAsync();
        await story.KeepAsync();
        var first = (await story.FrameAsync(1))["takes"]![0]!;
        await story.PostAsync($"/frames/{id}/choose", new JsonObject { ["take"] = (string)first["id"]! });
        await story.PostAsync("/approve");
        await story.SendAsync(HttpMethod.Patch, $"/frames/{id}", new JsonObject { ["version"] = await story.VersionAsync(), ["frame"] = new JsonObject { ["seed"] = -1 } });

        var imported = await SendProjectAsync((await _api.GetAsync(story.Path + "/project")).Bytes);

        Assert.Equal((long)first["seed"]!, (long)imported.Body["frames"]![0]!["nextSeed"]!);
    }

    [Fact]
    public async Task What_is_no_project_file_is_refused_in_words()
    {
        using var empty = new MemoryStream();
        using (new ZipArchive(empty, ZipArchiveMode.Create, leaveOpen: true))
        {
        }

        var nonsense = await SendProjectAsync([1, 2, 3]);
        var nothing = await SendProjectAsync(empty.ToArray());

        Assert.Equal((400, "This is no project file: it is no ZIP, or a broken one."), (nonsense.Status, nonsense.Error("file")));
        Assert.Equal("There is no sequence.json in this file.", nothing.Error("file"));
    }

    [Theory]
    [InlineData("""{ "id": "a", "owner": "x", "title": "T", "version": 1, "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z", "style": { "keywords": { "a": null } } }""")]
    [InlineData("""{ "id": "a", "owner": "x", "title": "T", "version": 1, "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z", "frames": [null] }""")]
    [InlineData("""{ "id": "a", "owner": "x", "title": "T", "version": 1, "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z", "frames": [{ "id": "f" }, { "id": "f" }] }""")]
    [InlineData("""{ "id": "a", "title": "T" }""")]
    public async Task A_project_that_makes_no_sense_is_refused_and_nothing_of_it_stays(string document)
    {
        using var project = new MemoryStream();
        using (var zip = new ZipArchive(project, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = new StreamWriter(zip.CreateEntry("sequence.json").Open());
            entry.Write(document);
        }

        Assert.Equal(400, (await SendProjectAsync(project.ToArray())).Status);
        Assert.Empty((await _api.GetAsync("/api/sequences")).Body["items"]!.AsArray());
    }

    [Fact]
    public async Task A_picture_of_ones_own_comes_along_because_nobody_could_make_it()
    {
        var own = await _api.ShowAsync("drawn by hand", shade: 77);
        var story = await Story.BeginAsync(_api, 2, new JsonObject { ["title"] = "狐の嫁入り / 2" });
        await story.PostAsync($"/frames/{(await story.FrameIdsAsync())[1]}/picture", new JsonObject { ["image"] = own.Id.ToString() });
        var sent = await _api.GetAsync(story.Path + "/project");

        await using var other = await StudioApi.StartAsync(redis, ("Sequences:Watch", "00:01:00"));
        using var content = new ByteArrayContent(sent.Bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        var imported = await Answer.ReadAsync(await other.Http.PostAsync("/api/sequences/import", content, Stop));

        Assert.True(imported.Status == 201, imported.ToString());
        Assert.Equal("狐の嫁入り 2.comfystudio.zip", sent.ContentHeaders.ContentDisposition!.FileNameStar);
        var picture = (string)imported.Body["frames"]![1]!["picture"]!;
        Assert.Null(imported.Body["frames"]![0]!["picture"]);
        Assert.Equal((await _api.GetAsync($"/api/images/{own.Id}/file")).Bytes, (await other.GetAsync($"/api/images/{picture}/file")).Bytes);
    }

    [Fact]
    public async Task Settings_that_are_no_JSON_are_told_at_their_field()
    {
        var form = await SendPromptsAsync("{ nonsense", ("01.txt", "one"));
        var body = await _api.PostTextAsync("/api/sequences/prompts", "{ nonsense");

        Assert.StartsWith("The settings cannot be understood", form.Error("settings"), StringComparison.Ordinal);
        Assert.Equal((400, 400), (form.Status, body.Status));
    }

    [Fact]
    public async Task A_form_brings_its_project_in_the_field_file()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "file", "film.comfystudio.zip" } };
        using var other = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "film", "film.comfystudio.zip" } };

        var read = await Answer.ReadAsync(await _api.Http.PostAsync("/api/sequences/import", form, Stop));
        var missed = await Answer.ReadAsync(await _api.Http.PostAsync("/api/sequences/import", other, Stop));

        Assert.Equal((400, "This is no project file: it is no ZIP, or a broken one."), (read.Status, read.Error("file")));
        Assert.Equal((400, "There is no project file in the field 'file'."), (missed.Status, missed.Error("file")));
    }

    private async Task<Answer> SendProjectAsync(byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        return await Answer.ReadAsync(await _api.Http.PostAsync("/api/sequences/import", content, Stop));
    }

    private async Task<Answer> SendPromptsAsync(string settings, params (string Name, string Text)[] files)
    {
        using var form = new MultipartFormDataContent();
        using var json = new StringContent(settings);
        form.Add(json, "settings");
        foreach (var (name, text) in files)
            form.Add(new StringContent(text), "files", name);
        return await Answer.ReadAsync(await _api.Http.PostAsync("/api/sequences/prompts", form, Stop));
    }

    private async Task<string> UploadAsync(byte[] png)
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(png);
        form.Add(file, "file", "person.png");
        return (string)(await Answer.ReadAsync(await _api.Http.PostAsync("/api/inputs", form, Stop))).Body["id"]!;
    }
}
