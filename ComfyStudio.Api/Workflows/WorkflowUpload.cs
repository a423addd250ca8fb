using System.Text.Json;
using ComfyStudio.Api.Gallery;
using ComfyStudio.Api.Owners;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Workflows;

/// <summary>Gets the file that is meant: the body of the request, or a picture of the gallery that it names.</summary>
internal sealed class WorkflowUpload(GalleryReader gallery, ImageStore store)
{
    // Whatever says no more than an id is short.
    private const int MaxReference = 1000;

    /// <returns>Null when the gallery has no such picture.</returns>
    public async Task<byte[]?> ReadAsync(HttpRequest request, CurrentOwner owner, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        var file = body.ToArray();
        return FindReference(file) is { } id ? await ReadImageAsync(id, owner, cancellationToken) : file;
    }

    private async Task<byte[]?> ReadImageAsync(string text, CurrentOwner owner, CancellationToken cancellationToken)
    {
        if (!ImageId.TryParse(text, null, out var id) || gallery.Find(id, owner) is not { } record || store.Resolve(record.RelativePath) is not { } path)
            return null;
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static string? FindReference(byte[] body)
    {
        if (body.Length is 0 or > MaxReference || body[0] != (byte)'{')
            return null;
        try
        {
            return JsonSerializer.Deserialize(body, WorkflowsJson.Default.ImportFromGallery)?.ImageId;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="ImageId">A picture of the gallery.</param>
internal sealed record ImportFromGallery(string? ImageId);
