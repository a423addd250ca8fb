using ComfyStudio.Thumbnailer.Thumbnails;

namespace ComfyStudio.Thumbnailer.Tests.Thumbnails;

public sealed class SingleFlightTests
{
    private readonly SingleFlight<string, int> _flights = new();
    private int _runs;

    [Fact]
    public async Task Equal_wishes_at_one_time_are_done_once()
    {
        var gate = new TaskCompletionSource();
        var wishes = Enumerable.Range(0, 10).Select(_ => _flights.RunAsync("a", () => CountAsync(gate.Task))).ToList();
        var other = _flights.RunAsync("b", () => CountAsync(gate.Task));
        gate.SetResult();

        await Task.WhenAll([.. wishes, other]);

        Assert.Equal(2, _runs);
    }

    [Fact]
    public async Task A_later_wish_is_done_anew()
    {
        await _flights.RunAsync("a", () => CountAsync(Task.CompletedTask));
        await _flights.RunAsync("a", () => CountAsync(Task.CompletedTask));

        Assert.Equal(2, _runs);
    }

    [Fact]
    public async Task A_failure_reaches_everybody_and_is_not_kept()
    {
        var gate = new TaskCompletionSource();
        var first = _flights.RunAsync("a", () => CountAsync(gate.Task));
        var second = _flights.RunAsync("a", () => CountAsync(gate.Task));
        gate.SetException(new IOException("disk full"));

        await Assert.ThrowsAsync<IOException>(() => first);
        await Assert.ThrowsAsync<IOException>(() => second);
        Assert.Equal(2, await _flights.RunAsync("a", () => CountAsync(Task.CompletedTask)));
    }

    private async Task<int> CountAsync(Task gate)
    {
        var run = Interlocked.Increment(ref _runs);
        await gate;
        return run;
    }
}
