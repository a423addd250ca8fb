using System.Collections.Concurrent;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using ComfyStudio.Worker.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ComfyStudio.Worker.Tests.Engines;

public sealed class FleetTests(RedisServer redis)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Engines_that_are_added_while_the_worker_runs_get_jobs()
    {
        await using var attic = await SimulatorServer.StartAsync();
        await using var cellar = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync([]);

        await studio.AddEngineAsync("attic", attic.Address, tags: ["fast"], weight: 2);
        await studio.AddEngineAsync("cellar", cellar.Address);

        var snapshot = await studio.EngineReadyAsync("attic");
        Assert.Equal((true, 2, "fast"), (snapshot.FromStudio, snapshot.Weight, Assert.Single(snapshot.Tags)));
        await studio.EngineReadyAsync("cellar");
        foreach (var id in new[] { "attic", "cellar" })
        {
            var job = await studio.EndAsync(await studio.AskAsync(new JobAsked { EngineId = id }));
            Assert.Equal((JobState.Succeeded, id), (job.State, job.EngineId));
        }
    }

    [Fact]
    public async Task A_new_name_tag_or_weight_disturbs_no_job()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 1000);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync([]);
        var attic = await studio.AddEngineAsync("attic", engine.Address);
        var id = await studio.AskAsync(new JobAsked { Steps = 20 });
        await studio.UntilAsync(id, JobState.Running);

        await studio.Directory.ChangeAsync(attic with { Name = "Loft", Tags = ["slow"], Weight = 0.5 }, null, Stop);

        await studio.EngineAsync("attic", snapshot => snapshot is { Name: "Loft", Weight: 0.5, Tags: ["slow"] });
        await engine.Faults.SetSpeedAsync(0, Stop);
        var job = await studio.EndAsync(id);
        Assert.Equal((JobState.Succeeded, 1), (job.State, job.Attempt));
    }

    [Fact]
    public async Task An_engine_that_moves_is_found_at_its_new_address_and_its_job_is_made_once()
    {
        await using var before = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 1000);
        await using var after = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync([]);
        var attic = await studio.AddEngineAsync("attic", before.Address);
        var id = await studio.AskAsync(new JobAsked { Steps = 20 });
        await studio.UntilAsync(id, JobState.Running);

        await studio.Directory.ChangeAsync(attic with { Address = Plain(after.Address) }, null, Stop);

        var job = await studio.EndAsync(id);
        Assert.Equal((JobState.Succeeded, "attic"), (job.State, job.EngineId));
        Assert.Empty(job.Failures);
        Assert.Equal((0, 1), (Pictures(before), Pictures(after)));
        Assert.Single(studio.Images);
    }

    [Fact]
    public async Task New_credentials_do_not_cost_the_job_that_runs()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 500);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync([]);
        var attic = await studio.AddEngineAsync("attic", engine.Address);
        var id = await studio.AskAsync(new JobAsked { Steps = 20 });
        await studio.UntilAsync(id, JobState.Running);

        await studio.Directory.ChangeAsync(attic, new EngineCredentials("sesame", null, null), Stop);

        await studio.UntilAsync(id, found => found is { State: JobState.Running, Attempt: 2 });
        await engine.Faults.SetSpeedAsync(0, Stop);
        Assert.Equal(JobState.Succeeded, (await studio.EndAsync(id)).State);
        Assert.Equal(1, (await engine.Faults.GetStateAsync(Stop)).Finished);
    }

    [Fact]
    public async Task The_token_goes_to_the_engine_and_nowhere_else()
    {
        await using var proxy = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]).Build();
        var heard = new ConcurrentQueue<string>();
        proxy.Run(request =>
        {
            heard.Enqueue(request.Request.Headers.Authorization.ToString());
            request.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        });
        await proxy.StartAsync(Stop);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync([]);
        var attic = await studio.AddEngineAsync("attic", new Uri(proxy.Urls.First()));
        var asks = await studio.EngineAsync("attic", snapshot => snapshot.Status is EngineStatus.Unusable);
        Assert.EndsWith("asks for a login: set its token, or user name and password, under Edit.", asks.Problem, StringComparison.Ordinal);

        await studio.Directory.ChangeAsync(attic, new EngineCredentials("sesame-4711", null, null), Stop);

        await Eventually.TrueAsync(() => Task.FromResult(heard.Contains("Bearer sesame-4711")), Stop);
        await studio.EngineAsync("attic", snapshot => snapshot.SeenAt > asks.SeenAt);
        Assert.DoesNotContain("sesame", (await studio.Registry.FindAsync("attic", Stop))!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", TestContext.Current.TestOutputHelper!.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_removed_engine_had_is_made_by_another_one()
    {
        await using var attic = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 1000);
        await using var cellar = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync([]);
        await studio.AddEngineAsync("attic", attic.Address);
        var ids = new[] { await studio.AskAsync(new JobAsked { Steps = 20 }), await studio.AskAsync(new JobAsked { Steps = 20, Seed = 2 }) };
        await studio.UntilAsync(ids[0], JobState.Running);
        await studio.UntilAsync(ids[1], JobState.Submitted);
        await studio.AddEngineAsync("cellar", cellar.Address);

        await studio.RemoveEngineAsync("attic");

        foreach (var id in ids)
        {
            var job = await studio.EndAsync(id);
            Assert.Equal((JobState.Succeeded, "cellar"), (job.State, job.EngineId));
            Assert.Empty(job.Failures);
        }
        await Eventually.TrueAsync(async () => await studio.Registry.FindAsync("attic", Stop) is null, Stop);
        Assert.Equal(0, Pictures(attic));
        Assert.Equal(2, studio.Images.Count);
    }

    [Fact]
    public async Task A_removal_that_is_taken_back_in_time_changes_nothing()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 500);
        await using var studio = new Studio(redis);
        await studio.StartWorkerAsync([]);
        await studio.AddEngineAsync("attic", engine.Address);
        var id = await studio.AskAsync(new JobAsked { Steps = 20 });
        await studio.UntilAsync(id, JobState.Running);

        await studio.Directory.RemoveAsync("attic", Stop);
        Assert.True(await studio.Directory.RestoreAsync("attic", Stop));

        await engine.Faults.SetSpeedAsync(0, Stop);
        var job = await studio.EndAsync(id);
        Assert.Equal((JobState.Succeeded, 1), (job.State, job.Attempt));
        Assert.Equal(JobState.Succeeded, (await studio.EndAsync(await studio.AskAsync(new JobAsked { Seed = 2 }))).State);
    }

    [Fact]
    public async Task Jobs_of_an_engine_that_was_removed_while_no_worker_ran_do_not_wait_for_ever()
    {
        await using var attic = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 1000);
        await using var cellar = await SimulatorServer.StartAsync();
        await using var studio = new Studio(redis);
        var first = await studio.StartWorkerAsync([]);
        await studio.AddEngineAsync("attic", attic.Address);
        var id = await studio.AskAsync(new JobAsked { Steps = 20 });
        await studio.UntilAsync(id, JobState.Running);
        await first.StopAsync();
        Assert.Equal(JobState.Unknown, (await studio.JobAsync(id)).State);

        await studio.RemoveEngineAsync("attic");
        await studio.StartWorkerAsync(cellar);

        var job = await studio.EndAsync(id);
        Assert.Equal((JobState.Succeeded, "engine-1"), (job.State, job.EngineId));
        Assert.Null(await studio.Registry.FindAsync("attic", Stop));
    }

    [Fact]
    public async Task A_worker_that_cannot_reach_an_engine_lets_another_one_try()
    {
        await using var engine = await SimulatorServer.StartAsync(options => options.MillisecondsPerStep = 500);
        await using var cable = EngineCable.Plugged(engine.Address);
        await using var studio = new Studio(redis);
        (string, string) soon = ("EngineWatch:YieldAfter", "00:00:00.500");
        await studio.StartWorkerAsync([cable.Address], soon);
        var id = await studio.AskAsync(new JobAsked { Steps = 20 });
        var owner = (await studio.UntilAsync(id, JobState.Running)).WorkerId;
        await studio.StartWorkerAsync([engine.Address.ToString()], soon);

        await cable.UnplugAsync();

        Assert.NotEqual(owner, (await studio.EngineAsync("engine-1", snapshot => snapshot.WorkerId != owner && snapshot.ReachableSince is not null)).WorkerId);
        await engine.Faults.SetSpeedAsync(0, Stop);
        var job = await studio.EndAsync(id);
        Assert.Equal(JobState.Succeeded, job.State);
        Assert.NotEqual(owner, job.WorkerId);
        Assert.Equal(1, (await engine.Faults.GetStateAsync(Stop)).Finished);
    }

    private static int Pictures(SimulatorServer engine) => Directory.EnumerateFiles(engine.Folder, "*.png", SearchOption.AllDirectories).Count();

    private static string Plain(Uri address) => address.ToString().TrimEnd('/');
}
