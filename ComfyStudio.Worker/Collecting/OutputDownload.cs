using ComfyStudio.ComfyUI;
using ComfyStudio.Worker.Failures;
using ComfyStudio.Worker.Telemetry;

namespace ComfyStudio.Worker.Collecting;

/// <summary>Fetches one file from its engine, whole.</summary>
internal static class OutputDownload
{
    /// <exception cref="OutputMissingException">It is not there, or cut off.</exception>
    public static async Task<MemoryStream> FetchAsync(ComfyUIClient client, OutputFile file, CancellationToken cancellationToken)
    {
        using var span = RunTrace.Download(file);
        await using var found = await client.OpenFileAsync(file, cancellationToken)
            ?? throw new OutputMissingException($"The engine says it wrote {file.Filename}, and it is not there.");
        var content = new MemoryStream(capacity: (int)Math.Clamp(found.Length ?? 0, 0, Array.MaxLength));
        await found.Content.CopyToAsync(content, cancellationToken);
        if (PngEnd.IsCut(content.GetBuffer().AsSpan(0, (int)content.Length)))
            throw new OutputMissingException($"The engine's file {file.Filename} is cut off.");
        span?.SetTag("file.bytes", content.Length);
        return content;
    }
}
