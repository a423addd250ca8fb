using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Jobs.Estimating;

public sealed class EstimateEndpointTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis);

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_waiting_job_has_an_estimate_as_soon_as_one_like_it_ran()
    {
        await _api.PublishEngineAsync(catalog: _api.Catalog(StudioApi.Sdxl));
        var ids = await _api.SubmitAsync(count: 3);
        Assert.Null((await _api.GetAsync($"/api/jobs/{ids[2]}")).Body["estimate"]);

        await FinishNextAsync(seconds: 12);

        var estimate = await Eventually.FindAsync(async () => (await _api.GetAsync($"/api/jobs/{ids[2]}")).Body["estimate"], Cancelled);
        Assert.Equal(12, (double)estimate["waitSeconds"]!["typical"]!);
        Assert.Equal(12, (double)estimate["runSeconds"]!["high"]!);
        Assert.Equal("gpu-1", (string)estimate["engine"]!["id"]!);
        Assert.Equal(1, (int)estimate["samples"]!);
    }

    [Fact]
    public async Task While_the_queue_is_paused_it_says_that_and_no_time()
    {
        await _api.PublishEngineAsync(catalog: _api.Catalog(StudioApi.Sdxl));
        var ids = await _api.SubmitAsync();
        await _api.Queue.PauseAsync(new PauseScope.Everything(), Cancelled);

        var job = (await _api.GetAsync($"/api/jobs/{ids[0]}")).Body;

        Assert.Equal("The queue is paused", (string)job["waitReason"]!);
        Assert.Null(job["estimate"]?["waitSeconds"]);
    }

    private async Task FinishNextAsync(double seconds)
    {
        var lease = await _api.RunNextAsync();
        var spec = lease.Job.Spec;
        var sample = new RunSample(spec.TemplateId, spec.Requirements.ClassKey(), Warm: true, seconds, _api.Get<TimeProvider>().GetUtcNow());
        Assert.Equal(LeaseAnswer.Held, await _api.Queue.CompleteAsync(lease, [], sample, Cancelled));
    }
}
