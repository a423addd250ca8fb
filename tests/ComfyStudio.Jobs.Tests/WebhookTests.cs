using ComfyStudio.Testing;

namespace ComfyStudio.Jobs.Tests;

public sealed class WebhookTests(RedisServer redis)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_webhook_nothing_is_kept_to_be_told()
    {
        await using var queue = new TestQueue(redis);
        await EndGroupAsync(queue);
        Assert.False(await queue.ExistsAsync("outbox"));
    }

    [Fact]
    public async Task The_end_of_a_group_is_news_once_each_time_it_ends()
    {
        await using var queue = new TestQueue(redis);
        await AddAsync(queue);
        var group = await EndGroupAsync(queue);

        var news = Assert.IsType<WebhookNews.GroupEnded>(Assert.Single(await Deliveries(queue).TakeNewsAsync(10, Cancel)));

        Assert.Equal((group, 1), (news.GroupId, news.Ends));
        Assert.Empty(await Deliveries(queue).TakeNewsAsync(10, Cancel));
    }

    [Fact]
    public async Task A_failed_and_a_parked_job_are_news_and_a_retry_is_none()
    {
        await using var queue = new TestQueue(redis);
        await AddAsync(queue);
        await queue.AddGroupAsync(4);
        FailureOutcome[] outcomes = [new FailureOutcome.Fail(), new FailureOutcome.Park(), new FailureOutcome.Retry(TimeSpan.FromMinutes(1))];
        foreach (var outcome in outcomes)
            await queue.Jobs.FailAsync(await queue.ClaimAsync(), new JobFailure(FailureClass.Internal, "?"), outcome, Cancel);

        Assert.Equal(2, (await Deliveries(queue).TakeNewsAsync(10, Cancel)).OfType<WebhookNews.JobFailed>().Count());
    }

    [Fact]
    public async Task The_end_of_a_cancelled_group_is_told_only_when_it_cannot_be_taken_back_any_more()
    {
        await using var queue = new TestQueue(redis);
        await AddAsync(queue);
        var spec = await queue.AddAsync();
        await queue.Jobs.CancelAsync(spec.Id, Cancel);

        Assert.Empty(await Deliveries(queue).TakeNewsAsync(10, Cancel));
        Assert.True(await queue.ExistsAsync("outbox"));
        await queue.Jobs.UndoCancelAsync(spec.Id.ToString(), "local", Cancel);
        Assert.False(await queue.ExistsAsync("outbox"));
    }

    [Fact]
    public async Task News_go_to_every_enabled_webhook_of_the_owner_that_wants_them_and_to_each_once()
    {
        await using var queue = new TestQueue(redis);
        var (wanted, off, other, deaf) = (
            await AddAsync(queue), await AddAsync(queue, enabled: false), await AddAsync(queue, "somebody else"),
            await AddAsync(queue, events: WebhookEvents.JobFailed));
        await EndGroupAsync(queue);
        var news = Assert.Single(await Deliveries(queue).TakeNewsAsync(10, Cancel));

        for (var i = 0; i < 2; i++)
            await Deliveries(queue).SpreadAsync(news, "local", WebhookEvents.GroupFinished, """{"n":1}""", Cancel);

        var delivery = await Deliveries(queue).TakeAsync(Cancel);
        Assert.Equal((wanted.Id, WebhookEvents.GroupFinished, """{"n":1}""", 0), (delivery?.WebhookId, delivery?.Event, delivery?.Payload, delivery?.Tries));
        Assert.StartsWith("msg_", delivery?.MessageId);
        Assert.Null(await Deliveries(queue).TakeAsync(Cancel));
        foreach (var silent in new[] { off, other, deaf })
            Assert.Empty(await Deliveries(queue).ListAsync(silent.Id, Cancel));
        Assert.False(await queue.ExistsAsync("outbox"));
    }

    [Fact]
    public async Task A_message_is_tried_later_until_it_arrives_and_keeps_its_name()
    {
        await using var queue = new TestQueue(redis);
        var webhook = await AddAsync(queue);
        await Deliveries(queue).SendAsync(webhook.Id, "msg_1", WebhookEvents.Test, "{}", Cancel);
        var first = await Deliveries(queue).TakeAsync(Cancel);

        await Deliveries(queue).TryLaterAsync(first!, TimeSpan.Zero, 503, "busy", Cancel);
        var second = await Deliveries(queue).TakeAsync(Cancel);
        Assert.Equal(("msg_1", 1, 503, "busy"), (second?.MessageId, second?.Tries, second?.Status, second?.Problem));

        await Deliveries(queue).DeliveredAsync(second!, 204, Cancel);
        var listed = Assert.Single(await Deliveries(queue).ListAsync(webhook.Id, Cancel));
        Assert.Equal((WebhookDeliveryState.Delivered, 204, 2, null), (listed.State, listed.Status, listed.Tries, listed.DueAt));
        Assert.Null(await Deliveries(queue).TakeAsync(Cancel));
    }

    [Fact]
    public async Task A_message_that_was_given_up_can_be_tried_now()
    {
        await using var queue = new TestQueue(redis);
        var webhook = await AddAsync(queue);
        await Deliveries(queue).SendAsync(webhook.Id, "msg_1", WebhookEvents.Test, "{}", Cancel);
        await Deliveries(queue).GiveUpAsync((await Deliveries(queue).TakeAsync(Cancel))!, null, "no answer", Cancel);
        Assert.Null(await Deliveries(queue).TakeAsync(Cancel));

        Assert.True(await Deliveries(queue).TryNowAsync($"msg_1.{webhook.Id}", Cancel));
        Assert.Equal(1, (await Deliveries(queue).TakeAsync(Cancel))?.Tries);
        Assert.False(await Deliveries(queue).TryNowAsync("msg_2", Cancel));
    }

    [Fact]
    public async Task A_removed_webhook_is_told_nothing_more()
    {
        await using var queue = new TestQueue(redis);
        var webhook = await AddAsync(queue);
        await Deliveries(queue).SendAsync(webhook.Id, "msg_1", WebhookEvents.Test, "{}", Cancel);
        await Book(queue).RemoveAsync(webhook.Id, Cancel);

        Assert.Null(await Deliveries(queue).TakeAsync(Cancel));
        Assert.Null(await Book(queue).FindSecretAsync(webhook.Id, Cancel));
        Assert.False(await Book(queue).ChangeAsync(webhook, null, Cancel));
    }

    [Fact]
    public async Task The_secret_is_no_part_of_what_is_listed_and_stays_when_only_the_rest_changes()
    {
        await using var queue = new TestQueue(redis);
        var webhook = await AddAsync(queue);

        Assert.True(await Book(queue).ChangeAsync(webhook with { Enabled = false, Problem = "gone" }, null, Cancel));

        var listed = Assert.Single(await Book(queue).ListAsync("local", Cancel));
        Assert.Equal((false, "gone"), (listed.Enabled, listed.Problem));
        Assert.DoesNotContain("whsec", listed.ToString(), StringComparison.Ordinal);
        Assert.Equal("whsec_c2VjcmV0", await Book(queue).FindSecretAsync(webhook.Id, Cancel));
    }

    private static WebhookBook Book(TestQueue queue) => queue.Get<WebhookBook>();

    private static WebhookDeliveries Deliveries(TestQueue queue) => queue.Get<WebhookDeliveries>();

    private static async Task<Webhook> AddAsync(
        TestQueue queue, string owner = "local", bool enabled = true, string events = WebhookEvents.GroupFinished)
    {
        var webhook = new Webhook
        {
            Id = Guid.CreateVersion7(queue.Time.GetUtcNow()).ToString("N"),
            Owner = owner,
            Url = "https://example.org/hook",
            Events = events == WebhookEvents.GroupFinished ? WebhookEvents.All : [events],
            Enabled = enabled,
            CreatedAt = queue.Time.GetUtcNow(),
        };
        await Book(queue).AddAsync(webhook, "whsec_c2VjcmV0", Cancel);
        return webhook;
    }

    private static async Task<GroupId> EndGroupAsync(TestQueue queue)
    {
        var specs = await queue.AddGroupAsync(2);
        for (var i = 0; i < 2; i++)
            await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], null, Cancel);
        return specs[0].GroupId;
    }
}
