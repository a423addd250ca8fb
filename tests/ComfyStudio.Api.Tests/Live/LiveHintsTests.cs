using ComfyStudio.Api.Live;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

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
        var (hub, hints) = (api.Get<LiveHub>(), new LiveHints(
            api.Get<LiveHub>(), api.Get<LiveComposer>(), Microsoft.Extensions.Options.Options.Create(new LiveOptions()), TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<LiveHints>.Instance));
        using var subscription = hub.Subscribe("local");
        var id = JobId.New(TimeProvider.System);

        hints.Note(Progress(id, 20));
        hints.NoteJob(new StudioEvent("1-0", StudioEventKind.Job) { JobId = id, State = JobState.Succeeded });
        await hints.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["queue"], subscription.ReadNow().Select(message => message.Event));
    }

    private static StudioEvent Progress(JobId id, int step) =>
        new(null, StudioEventKind.Progress) { JobId = id, Owner = "local", Progress = new JobProgress("3", "KSampler", step, 1000, step / 1000.0) };
}
