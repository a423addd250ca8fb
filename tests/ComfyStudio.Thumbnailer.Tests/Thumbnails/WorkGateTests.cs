using ComfyStudio.Thumbnailer.Thumbnails;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Tests.Thumbnails;

public sealed class WorkGateTests : IDisposable
{
    private readonly WorkGate _gate = new(Options.Create(new ThumbnailOptions { MaxRunning = 2, MaxWaiting = 1 }));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _gate.Dispose();

    [Fact]
    public async Task So_many_run_so_many_wait_and_the_next_is_turned_away()
    {
        var first = await _gate.EnterAsync(Token);
        var second = await _gate.EnterAsync(Token);
        var waiting = _gate.EnterAsync(Token);

        Assert.False(waiting.IsCompleted);
        Assert.Null(await _gate.EnterAsync(Token));

        first!.Dispose();
        Assert.NotNull(await waiting);
        second!.Dispose();
        (await waiting)!.Dispose();
        Assert.Equal(0, _gate.Inside);
    }

    [Fact]
    public async Task Who_stops_waiting_leaves_the_place_to_another()
    {
        using var first = await _gate.EnterAsync(Token);
        using var second = await _gate.EnterAsync(Token);
        using var impatient = new CancellationTokenSource();
        var waiting = _gate.EnterAsync(impatient.Token);

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(2, _gate.Inside);
    }

    [Fact]
    public async Task A_place_is_given_back_once_only()
    {
        var place = await _gate.EnterAsync(Token);

        place!.Dispose();
        place.Dispose();

        Assert.Equal(0, _gate.Inside);
    }
}
