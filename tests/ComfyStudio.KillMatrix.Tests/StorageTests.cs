using ComfyStudio.Jobs;
using ComfyStudio.KillMatrix.Tests.Studio;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.KillMatrix.Tests;

/// <summary>The place for the images fails while a finished picture is on its way there: it waits, and is not rendered again.</summary>
public sealed class StorageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_holds_a_picture_up_and_costs_none()
    {
        using var disk = SmallDisk.TryMount(megabytes: 8);
        Assert.SkipWhen(disk is null, "Only root can mount a disk that is small enough to be full.");
        await using var studio = await StudioProcesses.StartAsync(Quick.Setup with { ImagesRoot = Path.Combine(disk.Path, "images") }, Stop);
        var ledger = new Ledger(studio);
        disk.Fill();

        var id = (await ledger.SubmitAsync(new StudioOrder(), Stop))[0];
        await UntilHeldUpAsync(studio);
        await Eventually.TrueAsync(async () => (await studio.Jobs.FindAsync(id, Stop))!.State is JobState.Collecting, Stop);
        disk.MakeRoom();
        await ledger.SettleAsync(Stop);

        await AssertSmoothAsync(studio, id);
    }

    [Fact]
    public async Task An_images_folder_that_goes_away_and_comes_back_holds_a_picture_up_and_costs_none()
    {
        await using var studio = await StudioProcesses.StartAsync(Quick.Setup, Stop);
        var ledger = new Ledger(studio);
        var id = await LoseTheFolderAsync(studio, ledger);
        Assert.False(Directory.Exists(studio.ImagesRoot));
        BringTheFolderBack(studio);
        await ledger.SettleAsync(Stop);

        await AssertSmoothAsync(studio, id);
        await Eventually.TrueAsync(async () => (await studio.Client.ListImagesAsync(Stop)).Count == 2, Stop);
    }

    [Fact]
    public async Task A_cancel_ends_the_wait_for_a_disk()
    {
        await using var studio = await StudioProcesses.StartAsync(Quick.Setup, Stop);
        var ledger = new Ledger(studio);
        var id = await LoseTheFolderAsync(studio, ledger);

        ledger.Cancel(id);
        await studio.Client.CancelAsync(id, Stop);
        await Eventually.TrueAsync(async () => (await studio.Jobs.FindAsync(id, Stop))!.State is JobState.Cancelled, Stop);
        BringTheFolderBack(studio);

        await ledger.SettleAsync(Stop);
    }

    /// <summary>Stores a first picture, moves the folder away, and gives the second one, which is held up by that.</summary>
    private static async Task<JobId> LoseTheFolderAsync(StudioProcesses studio, Ledger ledger)
    {
        await ledger.SubmitAsync(new StudioOrder(), Stop);
        await ledger.SettleAsync(Stop);
        Directory.Move(studio.ImagesRoot, studio.ImagesRoot + "-away");
        var id = (await ledger.SubmitAsync(new StudioOrder { Seed = 2 }, Stop))[0];
        await UntilHeldUpAsync(studio);
        return id;
    }

    private static void BringTheFolderBack(StudioProcesses studio) => Directory.Move(studio.ImagesRoot + "-away", studio.ImagesRoot);

    private static Task UntilHeldUpAsync(StudioProcesses studio) =>
        Eventually.TrueAsync(() => studio.Workers[0].Log.Text.Contains("cannot be stored yet", StringComparison.Ordinal), Stop);

    private static async Task AssertSmoothAsync(StudioProcesses studio, JobId id)
    {
        var job = (await studio.Jobs.FindAsync(id, Stop))!;
        Assert.Equal((JobState.Succeeded, 1), (job.State, job.Attempt));
        Assert.Empty(job.Failures);
        Assert.Single(studio.Engines[0].FilesOf(id));
    }
}
