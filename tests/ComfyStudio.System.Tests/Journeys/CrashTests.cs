using ComfyStudio.SystemTests.Studio;

namespace ComfyStudio.SystemTests.Journeys;

public sealed class CrashTests(StudioFixture studio)
{
    [Fact]
    public async Task A_worker_killed_in_the_middle_of_a_job_leaves_a_job_that_ends_exactly_once()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var job = await studio.Client.GenerateAsync("mountains at dawn, mist in the valley", steps: 100, cancellationToken);
        var path = $"/api/jobs/{job.GetProperty("id").GetString()}";
        await studio.Client.UntilAsync(path, found => State(found) == "running", TimeSpan.FromSeconds(60), cancellationToken);

        Signal.KillNow(ProcessTree.Find(studio.Studio.ProcessId, "ComfyStudio.Worker"));

        var ended = await studio.Client.UntilAsync(path, found => State(found) is "succeeded" or "failed" or "parked" or "cancelled", TimeSpan.FromSeconds(90), cancellationToken);
        Assert.Equal("succeeded", State(ended));
        Assert.True(ended.GetProperty("attempt").GetInt32() > 1);
        Assert.Single(ended.GetProperty("images").EnumerateArray());
        var images = await studio.Client.GetAsync($"/api/images?job={job.GetProperty("id").GetString()}", cancellationToken);
        Assert.Equal(1, images.GetProperty("count").GetInt32());
    }

    private static string? State(System.Text.Json.JsonElement job) => job.GetProperty("state").GetString();
}
