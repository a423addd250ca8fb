using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Webhooks;

public sealed class WebhookTests(RedisServer redis)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_finished_group_is_told_once_and_signed()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var studio = await StartAsync();
        var (_, secret) = await AddAsync(studio, receiver.Url);
        var jobs = await studio.SubmitAsync(count: 2);
        foreach (var job in jobs)
            await studio.Queue.CancelAsync(job, Cancelled);
        await studio.Queue.UndoCancelAsync(jobs[1].ToString(), "local", Cancelled);
        await FinishAsync(studio);

        await Eventually.TrueAsync(() => !receiver.Messages.IsEmpty, Cancelled);
        var message = Assert.Single(receiver.Messages);
        Assert.True(message.IsSignedWith(secret));
        Assert.Equal("group.finished", (string?)message.Body["type"]);
        var data = message.Body["data"]!;
        Assert.Equal((2, 1, 1, 0), ((int)data["total"]!, (int)data["succeeded"]!, (int)data["cancelled"]!, (int)data["failed"]!));
        Assert.Equal((await studio.Queue.FindAsync(jobs[0], Cancelled))!.Spec.GroupId.ToString(), (string?)data["groupId"]);
    }

    [Fact]
    public async Task A_failed_job_is_told_with_the_reason()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var studio = await StartAsync();
        await AddAsync(studio, receiver.Url, "job.failed");
        var jobs = await studio.SubmitAsync();
        await FailAsync(studio);

        await Eventually.TrueAsync(() => !receiver.Messages.IsEmpty, Cancelled);
        var data = Assert.Single(receiver.Messages).Body["data"]!;
        Assert.Equal((jobs[0].ToString(), "failed"), ((string?)data["jobId"], (string?)data["state"]));
        Assert.Equal(("nodeError", "KSampler: no", null), ((string?)data["failure"]!["class"], (string?)data["failure"]!["message"], data["failure"]!["detail"]));
    }

    [Fact]
    public async Task A_message_that_did_not_arrive_comes_again_under_the_same_name()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.AnswerWith(500, 503);
        await using var studio = await StartAsync();
        var (id, secret) = await AddAsync(studio, receiver.Url);
        Assert.Equal(202, (await studio.PostAsync($"/api/webhooks/{id}/test")).Status);

        await Eventually.TrueAsync(() => receiver.Messages.Count == 3, Cancelled);
        Assert.Single(receiver.Messages.Select(message => (message.Id, message.Text)).Distinct());
        Assert.All(receiver.Messages, message => Assert.True(message.IsSignedWith(secret)));
        await Eventually.TrueAsync(async () => (string?)(await NewestAsync(studio, id))?["state"] == "delivered", Cancelled);
        Assert.Equal((3, 204), ((int)(await NewestAsync(studio, id))!["tries"]!, (int)(await NewestAsync(studio, id))!["status"]!));
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_left_alone_from_then_on()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.AnswerWith(410);
        await using var studio = await StartAsync();
        var (id, _) = await AddAsync(studio, receiver.Url);
        await studio.SubmitAsync();
        await FailAsync(studio);

        await Eventually.TrueAsync(async () => !(await OnlyAsync(studio))["enabled"]!.GetValue<bool>(), Cancelled);
        Assert.Contains("410", (string?)(await OnlyAsync(studio))["problem"], StringComparison.Ordinal);
        var on = await PutAsync(studio, $"/api/webhooks/{id}", new JsonObject { ["url"] = receiver.Url });
        Assert.Equal((true, null), ((bool)on["enabled"]!, on["problem"]));
    }

    [Fact]
    public async Task This_machine_and_its_network_are_not_told_unless_a_setting_allows_it()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var studio = await StudioApi.StartAsync(redis);
        var (id, _) = await AddAsync(studio, receiver.Url);
        await studio.PostAsync($"/api/webhooks/{id}/test");

        await Eventually.TrueAsync(async () => (await NewestAsync(studio, id))?["problem"] is not null, Cancelled);
        Assert.Contains("Webhooks__AllowPrivateAddresses", (string?)(await NewestAsync(studio, id))!["problem"], StringComparison.Ordinal);
        Assert.Empty(receiver.Messages);
    }

    [Fact]
    public async Task The_secret_is_told_once_and_a_new_one_signs_from_then_on()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var studio = await StartAsync();
        var (id, old) = await AddAsync(studio, receiver.Url);
        var renewed = await studio.PostAsync($"/api/webhooks/{id}/secret");
        await studio.PostAsync($"/api/webhooks/{id}/test");

        await Eventually.TrueAsync(() => !receiver.Messages.IsEmpty, Cancelled);
        Assert.True(receiver.Messages.First().IsSignedWith((string)renewed.Body["secret"]!));
        Assert.False(receiver.Messages.First().IsSignedWith(old));
        Assert.DoesNotContain("whsec_", (await studio.GetAsync("/api/webhooks")).Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "url")]
    [InlineData("ftp://example.org", "url")]
    [InlineData("https://user:secret@example.org", "url")]
    [InlineData("https://example.org", "events", "job.started")]
    [InlineData("https://example.org", "events")]
    public async Task What_does_not_fit_is_said_at_its_field(string url, string field, params string[] events)
    {
        await using var studio = await StudioApi.StartAsync(redis);
        var answer = await studio.PostAsync("/api/webhooks", new JsonObject { ["url"] = url, ["events"] = new JsonArray([.. events.Select(name => (JsonNode)name)]) });

        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Body["errors"]![field]);
    }

    [Fact]
    public async Task A_removed_webhook_is_not_found_any_more()
    {
        await using var studio = await StudioApi.StartAsync(redis);
        var (id, _) = await AddAsync(studio, "https://example.org/hook");
        using var removed = await studio.Http.DeleteAsync($"/api/webhooks/{id}", Cancelled);

        Assert.Equal(204, (int)removed.StatusCode);
        Assert.Equal(404, (await studio.GetAsync($"/api/webhooks/{id}/deliveries")).Status);
        Assert.Equal(404, (await studio.PostAsync($"/api/webhooks/{id}/test")).Status);
        Assert.Empty((await studio.GetAsync("/api/webhooks")).Body.AsArray());
    }

    private Task<StudioApi> StartAsync() => StudioApi.StartAsync(
        redis, ("Webhooks:AllowPrivateAddresses", "true"), ("Webhooks:FirstPause", "00:00:00.010"), ("Jobs:PollInterval", "00:00:00.050"));

    private static async Task<(string Id, string Secret)> AddAsync(StudioApi studio, string url, string? events = null)
    {
        var body = new JsonObject { ["url"] = url };
        if (events is not null)
            body["events"] = new JsonArray(events);
        var answer = await studio.PostAsync("/api/webhooks", body);
        Assert.Equal(201, answer.Status);
        return ((string)answer.Body["webhook"]!["id"]!, (string)answer.Body["secret"]!);
    }

    private static async Task<JsonNode> OnlyAsync(StudioApi studio) => Assert.Single((await studio.GetAsync("/api/webhooks")).Body.AsArray())!;

    private static async Task<JsonNode?> NewestAsync(StudioApi studio, string id) =>
        (await studio.GetAsync($"/api/webhooks/{id}/deliveries")).Body.AsArray().FirstOrDefault();

    private static async Task<JsonNode> PutAsync(StudioApi studio, string path, JsonObject body)
    {
        using var response = await studio.Http.PutAsJsonAsync(path, body, Cancelled);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Cancelled))!;
    }

    private static async Task FinishAsync(StudioApi studio) =>
        Assert.Equal(LeaseAnswer.Held, await studio.Queue.CompleteAsync(await studio.ClaimAsync(), [], null, Cancelled));

    private static async Task FailAsync(StudioApi studio) => await studio.Queue.FailAsync(
        await studio.ClaimAsync(), new JobFailure(FailureClass.NodeError, "KSampler: no", Detail: "a path of the engine"), new FailureOutcome.Fail(), Cancelled);
}
