using ComfyStudio.Api.Live;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Tests.Live;

public sealed class LiveHintsTests(RedisServer redis)
{
    [Fact]
    public async Task Of_a_thousand_steps_a_tab_is_told_the_newest_ten_times_a_second_at_most()
    {
        await using var api = await StudioApi.StartAsync(redis);
        var (hub, hints) = (api.Get<LiveHub>(), api.Get<LiveHints>());
        using var subscription = hub.Subscribe("local");
        var id = JobId.New(TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();

        for (var step = 1; step <= 1000; step++)
            hints.Note(Progress(id, step));
        var told = new List<LiveMessage>();
        await foreach (var message in subscription.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            told.Add(message);
            if (message.Data.Contains("\"value\":1000", StringComparison.Ordinal))
                break;
        }

        var tenths = 1 + (TimeProvider.System.GetElapsedTime(started).TotalMilliseconds / 100);
        Assert.True(told.Count <= tenths + 1, $"{told.Count} messages in {tenths:0} tenths of a second.");
    }

    [Fact]
    public async Task Progress_that_waits_is_dropped_when_its_job_ends()
    {
        await using var api = await StudioApi.StartAsync(redis);
        var (hub, hints) = (api.Get<LiveHub>(), HintsOf(api));
        using var subscription = hub.Subscribe("local");
        var id = JobId.New(TimeProvider.System);

        hints.Note(Progress(id, 20));
        hints.NoteJob(new StudioEvent("1-0", StudioEventKind.Job) { JobId = id, State = JobState.Succeeded });
        await hints.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["queue"], subscription.ReadNow().Select(message => message.Event));
    }

    [Fact]
    public async Task What_could_not_be_told_in_its_turn_is_told_in_the_next()
    {
        await using var api = await StudioApi.StartAsync(redis);
        var (hub, hints) = (api.Get<LiveHub>(), HintsOf(api));
        using var subscription = hub.Subscribe("local");
        using var away = new CancellationTokenSource();
        await away.CancelAsync();
        var ids = await api.SubmitAsync();

        hints.Note(new StudioEvent("1-0", StudioEventKind.Job) { JobId = ids[0], State = JobState.Queued, Owner = "local" });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hints.FlushAsync(away.Token));
        Assert.True(hints.HasUntold);
        await hints.FlushAsync(TestContext.Current.CancellationToken);

        Assert.False(hints.HasUntold);
        Assert.Contains(subscription.ReadNow(), message => message.Event == "job" && message.Data.Contains(ids[0].ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tab_may_resume_only_from_where_nothing_older_waits_to_be_told()
    {
        await using var api = await StudioApi.StartAsync(redis, ("Live:HintInterval", "00:00:01.500"));
        await using var stays = await EventReader.OpenAsync(api);
        await using var leaves = await EventReader.OpenAsync(api);
        await leaves.NextAsync("hello");
        var cancelled = await api.SubmitAsync();
        await leaves.NextAsync("job");

        // The turn has just been: that this one waits is told in the next, that the other one is cancelled at once.
        var waits = (await api.SubmitAsync())[0].ToString();
        await api.Queue.CancelAsync(cancelled[0], TestContext.Current.CancellationToken);
        await leaves.NextAsync("job", data => (string)data["state"]! == "cancelled");
        await leaves.DisposeAsync();
        await stays.NextAsync("job", data => (string)data["id"]! == waits);
        await using var back = await EventReader.OpenAsync(api, leaves.LastId);

        await back.NextAsync("job", data => (string)data["id"]! == waits);
    }

    private static LiveHints HintsOf(StudioApi api) => new(
        api.Get<LiveHub>(), api.Get<LiveComposer>(), Options.Create(new LiveOptions()), TimeProvider.System, NullLogger<LiveHints>.Instance);

    private static StudioEvent Progress(JobId id, int step) =>
        new(null, StudioEventKind.Progress) { JobId = id, Owner = "local", Progress = new JobProgress("3", "KSampler", step, 1000, step / 1000.0) };
}
