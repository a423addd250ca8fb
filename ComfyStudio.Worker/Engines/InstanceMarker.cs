using System.Text;
using ComfyStudio.ComfyUI;

namespace ComfyStudio.Worker.Engines;

/// <summary>
/// Tells one process of an engine from the next. ComfyUI has no id of its own, but it empties its folder of temporary files when it
/// starts: a small file of ours lies there exactly as long as the process that holds our prompts, and every worker reads the same id.
/// </summary>
internal sealed class InstanceMarker(ComfyUIClient client, TimeProvider time)
{
    private const string Folder = "";
    private const string FileName = "comfystudio-instance.txt";

    /// <summary>What is read of a mark that somebody is just leaving.</summary>
    private const string HalfWritten = "";
    private const int MostLooks = 10;
    private static readonly TimeSpan WritingPause = TimeSpan.FromMilliseconds(50);

    /// <summary>The id of the process that answers now, or null when the engine does not let us leave a mark.</summary>
    /// <exception cref="ComfyUIUnreachableException">It does not answer.</exception>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var mark = await FindAsync(cancellationToken) ?? await LeaveAsync(cancellationToken);
            for (var looks = 1; mark is HalfWritten && looks < MostLooks; looks++)
            {
                await Task.Delay(WritingPause, time, cancellationToken);
                mark = await FindAsync(cancellationToken);
            }
            return mark is HalfWritten ? null : mark;
        }
        catch (ComfyUIResponseException)
        {
            return null;
        }
    }

    private async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        await using var file = await client.OpenFileAsync(new OutputFile(FileName, Folder, "temp"), cancellationToken);
        if (file is null)
            return null;
        var bytes = new byte[64];
        var length = await file.Content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return Guid.TryParseExact(Encoding.ASCII.GetString(bytes, 0, length), "N", out var id) ? id.ToString("N") : HalfWritten;
    }

    private async Task<string?> LeaveAsync(CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        using var content = new MemoryStream(Encoding.ASCII.GetBytes(id));
        await client.UploadImageAsync(new UploadRequest(FileName, "text/plain", Type: "temp"), content, cancellationToken);
        // Read back: another worker may have been first, and an engine that renamed or dropped ours has no mark to go by.
        return await FindAsync(cancellationToken);
    }
}
