using System.Globalization;
using ComfyStudio.KillMatrix.Tests.Studio;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.KillMatrix.Tests;

/// <summary>Two hundred jobs, and something dies every second. The environment's KILL_SEED (several with commas) chooses what dies when.</summary>
public sealed class StormTests
{
    private const int Generations = 10;
    private const int ImagesEach = 20;
    private const int Blows = 30;
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds() =>
        [.. (Environment.GetEnvironmentVariable("KILL_SEED") ?? "1").Split(',').Select(seed => int.Parse(seed, CultureInfo.InvariantCulture))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Two_hundred_jobs_come_through_a_death_every_second(int seed)
    {
        var schedule = Blow.Schedule(seed, Blows);
        await using var studio = await StudioProcesses.StartAsync(Quick.Setup with { Workers = 2, Engines = 2 }, Stop);
        var ledger = new Ledger(studio);
        try
        {
            await Task.WhenAll(AskAsync(ledger), new Storm(studio, ledger).RageAsync(schedule, Stop));
            Assert.Equal(Generations * ImagesEach, ledger.Accepted.Count);
            await ledger.SettleAsync(Bound, Stop);
        }
        catch (Exception exception)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(studio.Logs);
            throw new InvalidOperationException($"KILL_SEED={seed} replays it:\n{string.Join('\n', schedule)}\n{exception.Message}", exception);
        }
    }

    private static async Task AskAsync(Ledger ledger)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var generation = 0; generation < Generations; generation++)
        {
            await ledger.SubmitAsync(new StudioOrder { Count = ImagesEach, Seed = 1000 * generation }, Stop);
            await timer.WaitForNextTickAsync(Stop);
        }
    }
}
