using ComfyStudio.ComfyUI;
using ComfyStudio.Jobs;
using ComfyStudio.Worker.Dispatching;

namespace ComfyStudio.Worker.Running;

/// <summary>
/// Sends progress and previews of one job, the newest at most so often and one write at a time: a slow Redis makes them rarer, it
/// never holds up the events. A job that is over before its first turn sends none: that it runs and that it ended says all.
/// </summary>
internal sealed class HintSender(HeldLease lease, TimeProvider time)
{
    public static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan PreviewInterval = TimeSpan.FromMilliseconds(250);

    private readonly Pace _progressPace = new(ProgressInterval, time);
    private readonly Pace _previewPace = new(PreviewInterval, time);
    private JobProgress? _progress;
    private ComfyUIEvent.Preview? _preview;
    private Task _sending = Task.CompletedTask;

    public bool HasPending => _progress is not null || _preview is not null;

    public void Offer(JobProgress progress)
    {
        _progress = progress;
        Flush();
    }

    public void Offer(ComfyUIEvent.Preview preview)
    {
        _preview = preview;
        Flush();
    }

    public void Flush()
    {
        if (!HasPending || !_sending.IsCompleted)
            return;
        var progress = _progress is not null && _progressPace.TryTake() ? Taken(ref _progress) : null;
        var preview = _preview is not null && _previewPace.TryTake() ? Taken(ref _preview) : null;
        if (progress is not null || preview is not null)
            _sending = SendAsync(progress, preview);
    }

    /// <summary>Drops what waits: nothing of it matters after the end.</summary>
    /// <returns>What is under way.</returns>
    public Task Stop()
    {
        (_progress, _preview) = (null, null);
        return _sending;
    }

    private async Task SendAsync(JobProgress? progress, ComfyUIEvent.Preview? preview)
    {
        if (progress is not null)
            await lease.HintAsync((queue, held) => queue.ProgressAsync(held, progress, lease.Lost));
        if (preview is not null)
            await lease.HintAsync((queue, held) => queue.PreviewAsync(held, preview.Image, preview.ContentType, lease.Lost));
    }

    private static T? Taken<T>(ref T? held)
        where T : class
    {
        var taken = held;
        held = null;
        return taken;
    }

    private sealed class Pace(TimeSpan interval, TimeProvider time)
    {
        private long _last = time.GetTimestamp();

        public bool TryTake()
        {
            if (time.GetElapsedTime(_last) < interval)
                return false;
            _last = time.GetTimestamp();
            return true;
        }
    }
}
