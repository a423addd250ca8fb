using ComfyStudio.ComfyUI;
using ComfyStudio.Worker.Failures;

namespace ComfyStudio.Worker.Collecting;

/// <summary>
/// The first files of a run, fetched when their node has written them, while the engine still sees to the end of the prompt. Nothing rests on
/// it: whatever did not come this way is fetched when the run is known to be over.
/// </summary>
internal sealed class EarlyFiles(ComfyUIClient client)
{
    /// <summary>They wait in memory.</summary>
    private const int Most = 4;

    private readonly Dictionary<OutputFile, Task<MemoryStream>> _coming = [];

    public void Begin(NodeOutput written, CancellationToken cancellationToken)
    {
        foreach (var file in written.Files.Where(file => file is { Kind: "images", Type: "output" }))
        {
            if (_coming.Count < Most && !_coming.ContainsKey(file))
                _coming[file] = OutputDownload.FetchAsync(client, file, cancellationToken);
        }
    }

    /// <summary>Null when it was not begun, or did not come.</summary>
    public async Task<MemoryStream?> TakeAsync(OutputFile file)
    {
        if (!_coming.Remove(file, out var coming))
            return null;
        try
        {
            return await coming;
        }
        catch (Exception exception) when (exception is ComfyUIException or OutputMissingException or IOException)
        {
            return null;
        }
    }

    /// <summary>The engine may make them anew.</summary>
    public void Forget()
    {
        foreach (var coming in _coming.Values)
            _ = coming.ContinueWith(failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        _coming.Clear();
    }
}
