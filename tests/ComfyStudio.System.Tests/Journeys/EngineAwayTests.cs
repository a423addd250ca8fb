using ComfyStudio.SystemTests.Studio;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ComfyStudio.SystemTests.Journeys;

public sealed class EngineAwayTests(StudioFixture shared)
{
    [Fact]
    public async Task An_engine_that_is_away_is_named_and_its_jobs_run_when_it_comes_and_nothing_stays_behind_at_the_end()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var address = $"http://127.0.0.1:{FreePorts.Find()}";
        await using var studio = await StudioProcess.StartAsync(
            new Dictionary<string, string> { ["COMFYUI_URL"] = $"attic={address}" }, ["--no-dashboard"], cancellationToken);
        await using var visit = await shared.Browser.OpenAsync($"{studio.Web}/engines");
        await Expect(visit.Page.GetByRole(AriaRole.Article, new() { Name = "attic" }).GetByText($"Nothing answers at {address}")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        using var client = new StudioClient(studio.Api);
        var job = await client.GenerateWithAsync(new { prompt = "a boat", checkpoint = "v1-5-pruned-emaonly.safetensors" }, cancellationToken);
        var path = $"/api/jobs/{job.GetProperty("id").GetString()}";
        var waiting = await client.JobAsync(job.GetProperty("id").GetString()!, cancellationToken);
        Assert.Equal("queued", waiting.GetProperty("state").GetString());
        Assert.False(string.IsNullOrEmpty(waiting.GetProperty("waitReason").GetString()));

        await using (await SimulatorServer.StartAsync(new Uri(address)))
        {
            await client.UntilAsync(path, found => found.GetProperty("state").GetString() == "succeeded", TimeSpan.FromSeconds(60), cancellationToken);
        }

        var everything = ProcessTree.Descendants(studio.ProcessId);
        var time = await studio.StopAsync(cancellationToken);
        Assert.NotEmpty(everything);
        Assert.DoesNotContain(everything, ProcessTree.IsAlive);
        Assert.True(time < TimeSpan.FromSeconds(8), $"Ending took {time.TotalSeconds:0.0} s.");
    }
}
