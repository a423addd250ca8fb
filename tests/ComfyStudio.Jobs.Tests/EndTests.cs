using ComfyStudio.Testing;

namespace ComfyStudio.Jobs.Tests;

public sealed class EndTests(RedisServer redis)
{
    private static readonly JobFailure Refused = new(FailureClass.Rejected, "Value not in list.", "4", "CheckpointLoaderSimple", "ckpt_name");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Completing_twice_is_answered_twice_and_announces_each_image_once()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        var lease = await queue.ClaimAsync();
        JobOutput[] outputs = [TestQueue.Picture, TestQueue.Picture with { Index = 1, ImageId = "image-1" }];

        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.CompleteAsync(lease, outputs, null, Cancel));
        Assert.Equal(LeaseAnswer.Held, await queue.Jobs.CompleteAsync(lease, outputs, null, Cancel));

        var images = (await queue.LoggedAsync()).Where(logged => logged.Kind == StudioEventKind.Image);
        Assert.Equal(outputs, images.Select(image => image.Output));
        Assert.Equal(1, (await queue.Jobs.CountAsync(Cancel)).Succeeded);
    }

    [Fact]
    public async Task A_failure_keeps_what_the_engine_said()
    {
        await using var queue = new TestQueue(redis);
        var spec = await queue.AddAsync();
        var lease = await queue.ClaimAsync();

        var answer = await queue.Jobs.FailAsync(lease, Refused with { Detail = new string('x', 9000) }, new FailureOutcome.Fail(), Cancel);
        var repeated = await queue.Jobs.FailAsync(lease, Refused, new FailureOutcome.Fail(), Cancel);

        Assert.Equal((LeaseAnswer.Held, LeaseAnswer.Held), (answer, repeated));
        var job = await queue.FindAsync(spec.Id);
        Assert.Equal(JobState.Failed, job.State);
        var failure = Assert.Single(job.Failures);
        Assert.Equal(("4", "ckpt_name", "gpu-1", 1), (failure.NodeId, failure.Field, failure.EngineId, failure.Attempt));
        Assert.Equal(8192, failure.Detail?.Length);
    }

    [Fact]
    public async Task A_parked_job_is_counted_apart_and_keeps_every_failure()
    {
        await using var queue = new TestQueue(redis);
        var spec = await queue.AddAsync();
        await queue.Jobs.FailAsync(await queue.ClaimAsync(), Refused, new FailureOutcome.Retry(TimeSpan.Zero, EngineDied: true), Cancel);
        await queue.Jobs.FailAsync(await queue.ClaimAsync(), Refused, new FailureOutcome.Park(), Cancel);

        var job = await queue.FindAsync(spec.Id);
        Assert.Equal(JobState.Parked, job.State);
        Assert.Equal([1, 2], job.Failures.Select(failure => failure.Attempt));
        Assert.Equal(1, job.EngineDeaths);
        Assert.Equal(new QueueCounts(0, 0, 0, 0, 1, 0), await queue.Jobs.CountAsync(Cancel));
    }

    [Fact]
    public async Task A_failed_parked_or_cancelled_job_is_tried_again_once_as_a_new_one()
    {
        await using var queue = new TestQueue(redis);
        var spec = await queue.AddAsync();
        await queue.Jobs.FailAsync(await queue.ClaimAsync(), Refused, new FailureOutcome.Fail(), Cancel);

        var first = await queue.Jobs.RetryAsync(spec.Id, queue.Spec(group: spec.GroupId), Cancel);
        var second = await queue.Jobs.RetryAsync(spec.Id, queue.Spec(group: spec.GroupId), Cancel);

        Assert.NotNull(first);
        Assert.Equal(first.Id, second?.Id);
        Assert.Equal(spec.Id, first.Spec.RetryOf);
        Assert.Equal(JobState.Queued, first.State);
        Assert.Equal(first.Id, (await queue.FindAsync(spec.Id)).RetriedAs);
        Assert.Equal(1, (await queue.Jobs.CountAsync(Cancel)).Queued);
        Assert.Equal([spec.Id, first.Id], (await queue.Jobs.FindGroupAsync(spec.GroupId, Cancel))?.Jobs);
    }

    [Fact]
    public async Task A_job_that_did_not_fail_is_not_tried_again()
    {
        await using var queue = new TestQueue(redis);
        var spec = await queue.AddAsync();

        Assert.Null(await queue.Jobs.RetryAsync(spec.Id, queue.Spec(), Cancel));
        Assert.Null(await queue.Jobs.RetryAsync(JobId.New(queue.Time), queue.Spec(), Cancel));
        await queue.Jobs.CompleteAsync(await queue.ClaimAsync(), [], null, Cancel);
        Assert.Null(await queue.Jobs.RetryAsync(spec.Id, queue.Spec(), Cancel));
    }
}
