using ComfyStudio.Jobs;
using ComfyStudio.Thumbnailer.Exports;
using ComfyStudio.Thumbnailer.Thumbnails;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Backlog;

/// <summary>When the backlog may work: never while somebody waits for a thumbnail or an export, and little while an engine renders.</summary>
internal sealed class BacklogPace(
    WorkGate gate, ExportRunner exports, JobQueue queue, BacklogProgress progress, IOptions<ThumbnailOptions> options, TimeProvider time)
{
    // As long as people do not notice, and long enough that waiting costs nothing.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);

    // For one part of work, so many of rest: an engine on this machine's processors keeps most of one.
    private const int RestsPerWork = 3;

    private long _askedAt;
    private bool _isRendering;

    /// <summary>Half of the places, so that somebody who comes finds one free at once.</summary>
    internal int Workers { get; } = Math.Max(1, options.Value.MaxRunning / 2);

    /// <summary>Waits for a turn, works, and rests as long as it should.</summary>
    internal async Task TakeTurnAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        while (gate.Inside > 0 || exports.IsRunning)
        {
            progress.Is(BacklogState.Yielding);
            await Task.Delay(LookAgain, time, cancellationToken);
        }

        var isRendering = await IsRenderingAsync(cancellationToken);
        progress.Is(isRendering ? BacklogState.Slowed : BacklogState.Working);
        var began = time.GetTimestamp();
        await work();
        if (isRendering)
            await Task.Delay(time.GetElapsedTime(began) * RestsPerWork, time, cancellationToken);
    }

    private async Task<bool> IsRenderingAsync(CancellationToken cancellationToken)
    {
        if (_askedAt != 0 && time.GetElapsedTime(_askedAt) < AskAgain)
            return _isRendering;
        _askedAt = time.GetTimestamp();
        try
        {
            _isRendering = (await queue.CountAsync(cancellationToken)).Active > 0;
        }
        catch (JobStoreUnavailableException)
        {
            // Without the queue nothing is rendered for long.
            _isRendering = false;
        }

        return _isRendering;
    }
}
