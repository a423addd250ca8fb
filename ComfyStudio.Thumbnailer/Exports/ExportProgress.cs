using ComfyStudio.Images.Exports;

namespace ComfyStudio.Thumbnailer.Exports;

/// <summary>Tells how far an export is, a few times a second at most.</summary>
internal sealed class ExportProgress(ExportShelf shelf, string id, ExportState state, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private long _toldAt = time.GetTimestamp();

    public void Tell(int done)
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_toldAt) < Pause)
                return;
            _toldAt = time.GetTimestamp();
            shelf.Note(id, state with { Done = Math.Min(done, state.Total) });
        }
    }
}
