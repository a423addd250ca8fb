using ComfyStudio.ComfyUI;
using ComfyStudio.Images;
using ComfyStudio.Worker.Failures;

namespace ComfyStudio.Worker.Collecting;

/// <summary>
/// The first files of a run, fetched and written ahead when their node has written them, while the engine still sees to the end of the prompt.
/// Nothing rests on it: whatever did not come this way is fetched when the run is known to be over.
/// </summary>
internal sealed class EarlyFiles(ComfyUIClient client)
{
    /// <summary>They wait in memory.</summary>
    private const int Most = 4;

    private readonly Dictionary<OutputFile, Task<FetchedFile>> _coming = [];

    /// <param name="stage">Writes one ahead; null when that cannot be done.</param>
    public void Begin(NodeOutput written, Func<MemoryStream, Task<StagedPicture?>> stage, CancellationToken cancellationToken)
    {
        foreach (var file in written.Files.Where(file => file is { Kind: "images", Type: "output" }))
        {
            if (_coming.Count < Most && !_coming.ContainsKey(file))
                _coming[file] = FetchAsync(file, stage, cancellationToken);
        }
    }

    /// <summary>Null when it was not begun, or did not come.</summary>
    public async Task<FetchedFile?> TakeAsync(OutputFile file)
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
            _ = DropAsync(coming);
        _coming.Clear();
    }

    private async Task<FetchedFile> FetchAsync(OutputFile file, Func<MemoryStream, Task<StagedPicture?>> stage, CancellationToken cancellationToken)
    {
        var content = await OutputDownload.FetchAsync(client, file, cancellationToken);
        return new FetchedFile(content, await stage(content));
    }

    private static async Task DropAsync(Task<FetchedFile> coming)
    {
        try
        {
            (await coming).Dispose();
        }
        catch (Exception exception) when (exception is ComfyUIException or OutputMissingException or IOException or OperationCanceledException)
        {
            // Nobody wants it any more.
        }
    }
}
