using System.Security.Cryptography;
using ComfyStudio.ComfyUI;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using ComfyStudio.Worker.Failures;

namespace ComfyStudio.Worker.Running;

/// <summary>Puts a job's images and masks on the engine and writes the names they got there into the graph.</summary>
internal sealed class InputUploader(InputFiles files)
{
    private const string Subfolder = "studio";

    public async Task UploadAsync(JobRun run, ApiGraph graph, CancellationToken cancellationToken)
    {
        foreach (var input in run.Spec.Inputs)
        {
            await using var content = await OpenAsync(input, cancellationToken);
            // Named by content, so that uploading it again, here or on another engine, changes nothing.
            var request = new UploadRequest(input.Sha256 + Path.GetExtension(input.RelativePath), "application/octet-stream", Subfolder);
            var uploaded = await run.Engine.Client.UploadImageAsync(request, content, cancellationToken);
            graph.Set(input.NodeId, input.Input, uploaded.Subfolder.Length > 0 ? $"{uploaded.Subfolder}/{uploaded.Name}" : uploaded.Name);
        }
    }

    private async Task<Stream> OpenAsync(JobInput input, CancellationToken cancellationToken)
    {
        var root = files.Folder;
        var path = Path.GetFullPath(Path.Join(root, input.RelativePath));
        if (!path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(path))
            throw new InputMissingException($"The input image {input.RelativePath} is not in {root}.");
        var content = File.OpenRead(path);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) != input.Sha256)
        {
            await content.DisposeAsync();
            throw new InputMissingException($"The input image {input.RelativePath} changed since the job was made.");
        }
        content.Position = 0;
        return content;
    }
}
