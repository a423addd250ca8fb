using System.Text.Json.Nodes;
using ComfyStudio.Api.Producer.Command;
using ComfyStudio.Api.Tests.Sequences;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Producer;

/// <summary>With real programs: small shell scripts, started by the studio without a shell.</summary>
public sealed class CommandPlannerTests(RedisServer redis) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("producer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_program_gets_the_story_as_JSON_and_answers_with_prompts()
    {
        await using var api = await StartAsync($"cat > {_folder}/input.json; echo '[\"a door\", \"a street\", \"rain\"]'");

        var answer = await AskAsync(api);

        Assert.Equal((200, 3), (answer.Status, answer.Body["frames"]!.AsArray().Count));
        var input = JsonNode.Parse(await File.ReadAllTextAsync($"{_folder}/input.json", TestContext.Current.CancellationToken))!;
        Assert.Equal((Stories.Tale, 3, "flux", "prose"), ((string)input["story"]!, (int)input["frames"]!, (string)input["family"]!, (string)input["dialect"]!));
    }

    [Fact]
    public async Task C1_8_A_program_changes_one_frame_and_a_mere_prompt_changes_what_happens_there()
    {
        await using var api = await StartAsync($"cat > {_folder}/input.json; echo '[\"a red door\"]'");
        var story = await Story.BeginAsync(api, 2);

        var answer = await story.PostAsync($"/frames/{(await story.FrameIdsAsync())[1]}/revise", new JsonObject { ["wish"] = "make the door red" });

        Assert.True(answer.Status == 200, answer.ToString());
        Assert.Equal(("Shot 2", "a red door"), ((string)answer.Body["frames"]![1]!["title"]!, (string)answer.Body["frames"]![1]!["action"]!));
        var input = JsonNode.Parse(await File.ReadAllTextAsync($"{_folder}/input.json", TestContext.Current.CancellationToken))!;
        var change = input["change"]!;
        Assert.Equal((1, "make the door red", "action number 2", "action number 1"), ((int)input["frames"]!, (string)change["wish"]!, (string)change["shot"]!["action"]!, (string)change["before"]!));
        Assert.Null(change["after"]);
    }

    [Theory]
    [InlineData(1, 200, "a red door")]
    [InlineData(0, 409, "my own words")]
    public async Task What_is_written_while_a_program_thinks_stands_and_only_in_the_same_frame_it_is_in_the_way(int written, int status, string action)
    {
        await using var api = await StartAsync($"touch {_folder}/begun; while [ ! -f {_folder}/go ]; do sleep 0.05; done; echo '[\"a red door\"]'");
        var story = await Story.BeginAsync(api, 2);
        var ids = await story.FrameIdsAsync();
        var asked = story.PostAsync($"/frames/{ids[0]}/revise", new JsonObject { ["wish"] = "make the door red" });
        await Eventually.TrueAsync(() => File.Exists($"{_folder}/begun"), TestContext.Current.CancellationToken);

        var edit = new JsonObject { ["version"] = await story.VersionAsync(), ["frame"] = new JsonObject { ["action"] = "my own words" } };
        Assert.Equal(200, (await story.SendAsync(HttpMethod.Patch, $"/frames/{ids[written]}", edit)).Status);
        await File.WriteAllTextAsync($"{_folder}/go", "", TestContext.Current.CancellationToken);

        Assert.Equal(status, (await asked).Status);
        Assert.Equal(action, (string)(await story.FrameAsync(1))["action"]!);
        Assert.Equal("my own words", (string)(await story.FrameAsync(written + 1))["action"]!);
    }

    [Fact]
    public async Task What_is_no_change_is_shown_word_for_word_and_the_frame_stays()
    {
        await using var api = await StartAsync("echo 'I would rather not.'");
        var story = await Story.BeginAsync(api, 1);

        var answer = await story.PostAsync($"/frames/{(await story.FrameIdsAsync())[0]}/revise", new JsonObject { ["wish"] = "closer" });

        Assert.Equal((502, "/problems/producer-answer", "I would rather not.\n"), (answer.Status, answer.ProblemType, (string)answer.Body["raw"]!));
        Assert.Equal("action number 1", (string)(await story.FrameAsync(1))["action"]!);
    }

    [Fact]
    public async Task What_is_no_plan_is_shown_word_for_word()
    {
        await using var api = await StartAsync("echo 'I would rather not.'");

        var answer = await AskAsync(api);

        Assert.Equal((502, "/problems/producer-answer"), (answer.Status, answer.ProblemType));
        Assert.Equal("I would rather not.\n", (string)answer.Body["raw"]!);
    }

    [Fact]
    public async Task A_program_that_fails_shows_what_it_complained_of()
    {
        await using var api = await StartAsync("echo 'no model' >&2; exit 3");

        var answer = await AskAsync(api);

        Assert.Equal(502, answer.Status);
        Assert.Contains("code 3", (string)answer.Body["detail"]!, StringComparison.Ordinal);
        Assert.Equal("no model", (string)answer.Body["raw"]!);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_away()
    {
        await using var api = await StudioApi.StartAsync(redis, ("Producer:Kind", "command"), ("Producer:Command:Program", "/no/such/program"));

        var (answer, view) = (await AskAsync(api), await api.GetAsync("/api/producer"));

        Assert.Equal((503, "/problems/producer-away", "5"), (answer.Status, answer.ProblemType, answer.Header("Retry-After")));
        Assert.False((bool)view.Body["available"]!);
        Assert.Contains("/no/such/program", (string)view.Body["problem"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_hangs_is_ended_with_its_children()
    {
        await using var api = await StartAsync($"echo $COMFYSTUDIO_PRODUCER_RUN > {_folder}/mark; sleep 300 & (setsid sleep 300 &) ; sleep 300", ("Producer:Command:Timeout", "00:00:03"));

        var answer = await AskAsync(api);

        Assert.Equal((503, "/problems/producer-away"), (answer.Status, answer.ProblemType));
        await NobodyIsLeftAsync();
    }

    [Fact]
    public async Task Children_that_outlive_their_program_are_ended_and_not_waited_for()
    {
        await using var api = await StartAsync($"echo $COMFYSTUDIO_PRODUCER_RUN > {_folder}/mark; sleep 300 & echo '[\"a door\", \"a street\", \"rain\"]'");

        var answer = await AskAsync(api);

        Assert.Equal(200, answer.Status);
        await NobodyIsLeftAsync();
    }

    [Fact]
    public async Task A_program_that_floods_is_ended()
    {
        await using var api = await StartAsync($"echo $COMFYSTUDIO_PRODUCER_RUN > {_folder}/mark; while true; do echo 'more and more and more and more'; done", ("Producer:Command:MostOutputBytes", "65536"));

        var answer = await AskAsync(api);

        Assert.Equal(502, answer.Status);
        Assert.Contains("more than 64 kB", (string)answer.Body["detail"]!, StringComparison.Ordinal);
        await NobodyIsLeftAsync();
    }

    [Fact]
    public async Task A_program_learns_none_of_the_studios_secrets_and_no_argument_meets_a_shell()
    {
        Environment.SetEnvironmentVariable("Producer__Nobody__Key", "secret");
        var script = Script($"env > {_folder}/env; echo \"$1\" > {_folder}/argument; echo '[\"a door\", \"a street\", \"rain\"]'");
        await using var api = await StudioApi.StartAsync(
            redis, ("Producer:Kind", "command"), ("Producer:Command:Program", "/bin/sh"), ("Producer:Command:Arguments:0", script), ("Producer:Command:Arguments:1", "$(id); rm -rf x"));

        Assert.Equal(200, (await AskAsync(api)).Status);
        Environment.SetEnvironmentVariable("Producer__Nobody__Key", null);

        Assert.DoesNotContain("secret", await File.ReadAllTextAsync($"{_folder}/env", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("$(id); rm -rf x\n", await File.ReadAllTextAsync($"{_folder}/argument", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_list_is_parsed_without_asking_anybody()
    {
        await using var api = await StudioApi.StartAsync(redis, ("Producer:Kind", "command"), ("Producer:Command:Program", "/no/such/program"));

        var answer = await api.PostAsync("/api/producer/prompts", new JsonObject { ["text"] = Stories.TenShots });

        Assert.Equal((200, 10), (answer.Status, answer.Body["frames"]!.AsArray().Count));
    }

    private async Task NobodyIsLeftAsync()
    {
        var mark = (await File.ReadAllTextAsync($"{_folder}/mark", TestContext.Current.CancellationToken)).Trim();
        Assert.Equal(32, mark.Length);
        await Eventually.TrueAsync(() => !Leftovers.Find(mark).Any(), TestContext.Current.CancellationToken);
    }

    private Task<StudioApi> StartAsync(string script, params (string, string)[] settings) => StudioApi.StartAsync(
        redis, [("Producer:Kind", "command"), ("Producer:Command:Program", "/bin/sh"), ("Producer:Command:Arguments:0", Script(script)), .. settings]);

    private string Script(string text)
    {
        var path = Path.Join(_folder, "producer.sh");
        File.WriteAllText(path, text + "\n");
        return path;
    }

    private static Task<Answer> AskAsync(StudioApi api) =>
        api.PostAsync("/api/producer/prompts", new JsonObject { ["text"] = Stories.Tale, ["frames"] = 3, ["family"] = "flux" });
}
