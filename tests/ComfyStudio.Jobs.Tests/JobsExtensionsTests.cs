using System.Diagnostics;
using System.Diagnostics.Metrics;
using ComfyStudio.Jobs.Redis;
using ComfyStudio.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Jobs.Tests;

public sealed class JobsExtensionsTests(RedisServer redis)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ConnectionStrings:redis", "", "ConnectionStrings:redis")]
    [InlineData("Jobs:Queue", "not {a} name", "Jobs:Queue")]
    [InlineData("Jobs:LeaseDuration", "00:00:00", "Jobs:LeaseDuration")]
    [InlineData("Jobs:EventLogLength", "0", "Jobs:EventLogLength")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string key, string value, string named)
    {
        using var host = Build(key, value);

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancel));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_keeper_of_any_process_recovers_what_a_vanished_worker_held()
    {
        var name = redis.NewQueueName();
        await using var queue = new TestQueue(redis, options => options.LeaseDuration = TimeSpan.FromMilliseconds(150), name: name);
        var spec = await queue.AddAsync();
        await queue.ClaimAsync();
        using var host = Build("Jobs:Queue", name, ("Jobs:LeaseDuration", "00:00:00.150"));
        await host.StartAsync(Cancel);

        await Eventually.HoldsAsync(async () => (await queue.FindAsync(spec.Id)).State == JobState.Queued);
        await host.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_server_that_forgot_its_scripts_gets_them_again()
    {
        await using var queue = new TestQueue(redis);
        await queue.AddAsync();
        await queue.Get<RedisConnection>().CallAsync(database => database.ExecuteAsync("SCRIPT", "FLUSH"), Cancel);

        await queue.AddAsync();

        Assert.Equal(2, (await queue.Jobs.CountAsync(Cancel)).Queued);
    }

    [Fact]
    public async Task The_claim_continues_the_trace_of_the_request()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == JobsTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (spans) spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var queue = new TestQueue(redis);
        var spec = queue.Spec() with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
        await queue.AddAsync([spec]);

        await queue.ClaimAsync();

        lock (spans)
        {
            var claim = Assert.Single(spans, span => span.OperationName == "claim" && (string?)span.GetTagItem("comfystudio.job.id") == spec.Id.ToString());
            Assert.Equal("0af7651916cd43dd8448eb211c80319c", claim.TraceId.ToHexString());
        }
    }

    [Fact]
    public async Task The_meter_counts_what_comes_in_and_what_ends()
    {
        await using var queue = new TestQueue(redis);
        var factory = queue.Get<IMeterFactory>();
        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory)) to.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Note(instrument.Name, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Note(instrument.Name, value));
        listener.Start();

        await queue.AddGroupAsync(2);
        var lease = await queue.ClaimAsync();
        await LeaseTests.BringAsync(queue, lease, JobState.Running);
        await queue.Jobs.CompleteAsync(lease, [], null, Cancel);
        await queue.Jobs.CountAsync(Cancel);
        listener.RecordObservableInstruments();

        Assert.Equal(2, seen["comfystudio.jobs.enqueued"]);
        Assert.Equal(1, seen["comfystudio.jobs.claimed"]);
        Assert.Equal(1, seen["comfystudio.jobs.ended"]);
        Assert.Equal(1, seen["comfystudio.jobs.queue.depth"]);
        Assert.True(seen.ContainsKey("comfystudio.jobs.wait"));
        Assert.True(seen.ContainsKey("comfystudio.jobs.run"));

        void Note(string name, double value) => seen[name] = seen.GetValueOrDefault(name) + value;
    }

    private IHost Build(string key, string value, params (string Key, string Value)[] more)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:redis"] = redis.ConnectionString });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { [key] = value });
        builder.Configuration.AddInMemoryCollection(more.Select(entry => KeyValuePair.Create(entry.Key, (string?)entry.Value)));
        builder.AddJobs();
        return builder.Build();
    }
}
