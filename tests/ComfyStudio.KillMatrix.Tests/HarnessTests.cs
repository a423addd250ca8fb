using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.KillMatrix.Tests;

public sealed class HarnessTests
{
    [Fact]
    public async Task A_studio_of_processes_makes_a_picture_and_leaves_nothing_behind()
    {
        var stop = TestContext.Current.CancellationToken;
        int[] processes;
        await using (var studio = await StudioProcesses.StartAsync(new StudioSetup(), stop))
        {
            processes = [.. studio.Programs.Select(program => program.ProcessId), studio.Redis.ProcessId];
            var asked = await studio.Client.SubmitAsync(new StudioOrder { Count = 2, IdempotencyKey = "once" }, stop);

            await Eventually.TrueAsync(
                async () => (await studio.Client.ListJobsAsync(stop)).Count(job => job.State is JobState.Succeeded) == 2, stop);
            await Eventually.TrueAsync(async () => (await studio.Client.ListImagesAsync(stop)).Count == 2, stop);
            Assert.Equal(asked.Jobs.Select(job => job.Id).ToHashSet(), [.. (await studio.Client.ListJobsAsync(stop)).Select(job => job.Id)]);
        }

        Assert.DoesNotContain(processes, process => Directory.Exists($"/proc/{process}"));
    }
}
