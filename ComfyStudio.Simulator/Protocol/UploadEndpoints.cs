using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Simulator.Nodes;
using ComfyStudio.Simulator.Painting;

namespace ComfyStudio.Simulator.Protocol;

/// <summary>POST /upload/image and /upload/mask.</summary>
internal static class UploadEndpoints
{
    public static void MapUpload(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/upload/image", (HttpContext http, ImageFolders folders) => Upload(http, folders, isMask: false));
        routes.MapPost("/upload/mask", (HttpContext http, ImageFolders folders) => Upload(http, folders, isMask: true));
    }

    private static async Task Upload(HttpContext http, ImageFolders folders, bool isMask)
    {
        if (await ReadFormAsync(http) is not { } form || (form.Files.GetFile("image") is null && !form.ContainsKey("image")))
        {
            await PlainAnswers.EmptyAsync(http, 400);
            return;
        }
        var file = form.Files.GetFile("image") ?? throw new ServerTrouble("'str' object has no attribute 'file'");
        var name = NameOf(file);
        var type = form["type"].ToString() is { Length: > 0 } asked ? asked : "input";
        if (!ImageFolders.IsType(type) || name.Length == 0)
            throw new ServerTrouble("expected str, bytes or os.PathLike object, not NoneType");
        var subfolder = form["subfolder"].ToString();
        if (folders.Subfolder(type, subfolder) is not { } folder || !IsInside(folder, name))
        {
            await PlainAnswers.EmptyAsync(http, 400);
            return;
        }
        Directory.CreateDirectory(folder);
        using var content = new MemoryStream();
        await file.CopyToAsync(content, http.RequestAborted);
        var isOverwriting = form["overwrite"].ToString() is "true" or "1";
        var bytes = isMask ? Masked(form["original_ref"].ToString(), content.ToArray(), folders) : content.ToArray();
        string saved;
        // The original has one thread for all requests: nobody sees the folder between the look for a name and the end of the file.
        lock (folders.Uploading)
        {
            (saved, var isKnown) = FreeName(folder, name, content.ToArray(), isOverwriting, compareContent: !isMask);
            if (!isKnown && bytes is not null)
                Write(folders, Path.Combine(folder, saved), bytes);
        }
        await PlainAnswers.JsonAsync(http, new Fields { { "name", saved }, { "subfolder", subfolder }, { "type", type } });
    }

    private static async Task<IFormCollection?> ReadFormAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            return null;
        try
        {
            return await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return null;
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            return null;
        }
    }

    // The original's parser drops backslashes; a file part without a name takes the name of its field.
    private static string NameOf(IFormFile file) =>
        (file.ContentDisposition.Contains("filename", StringComparison.OrdinalIgnoreCase) ? file.FileName : file.Name)
            .Replace("\\", "", StringComparison.Ordinal);

    private static bool IsInside(string folder, string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name.TrimStart('/')));
        return path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    /// <summary>The name it gets: its own, or "name (1).ext" and so on while other content lies there. The same content is kept once.</summary>
    private static (string Name, bool IsKnown) FreeName(string folder, string name, byte[] content, bool isOverwriting, bool compareContent)
    {
        var (stem, extension) = (name[..^Path.GetExtension(name).Length], Path.GetExtension(name));
        var candidate = name;
        for (var i = 1; !isOverwriting && File.Exists(Path.Combine(folder, candidate)); i++)
        {
            if (compareContent && File.ReadAllBytes(Path.Combine(folder, candidate)).AsSpan().SequenceEqual(content))
                return (candidate, true);
            candidate = $"{stem} ({i}){extension}";
        }
        return (candidate, false);
    }

    private static void Write(ImageFolders folders, string path, byte[] bytes)
    {
        try
        {
            folders.Put(path, bytes);
        }
        catch (IOException e)
        {
            throw new ServerTrouble(e.Message);
        }
    }

    /// <summary>The original with the mask's alpha. Null when there is no such original: the answer is 200 and no file is written.</summary>
    private static byte[]? Masked(string originalRef, byte[] mask, ImageFolders folders)
    {
        var reference = Reference(originalRef);
        var name = reference["filename"]?.ToString() ?? throw new ServerTrouble("'filename'");
        var type = reference["type"]?.ToString() ?? "output";
        if (name.Contains("..", StringComparison.Ordinal) || name.StartsWith('/') || !ImageFolders.IsType(type))
            return null;
        if (folders.Subfolder(type, reference["subfolder"]?.ToString() ?? "") is not { } folder)
            return null;
        var path = Path.Combine(folder, Path.GetFileName(name));
        return File.Exists(path) ? WithAlpha(File.ReadAllBytes(path), mask) : null;
    }

    private static JsonObject Reference(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new ServerTrouble("original_ref is no object");
        }
        catch (JsonException e)
        {
            throw new ServerTrouble(e.Message);
        }
    }

    private static byte[] WithAlpha(byte[] original, byte[] mask)
    {
        try
        {
            var picture = PngReader.Read(original).Picture;
            var (maskPicture, alpha) = PngReader.Read(mask);
            alpha ??= [.. Enumerable.Repeat((byte)255, maskPicture.Width * maskPicture.Height)];
            var resized = PictureScaling.Resize(
                Picture.Filled(maskPicture.Width, maskPicture.Height, 0, 0, 0).WithGrey(alpha), picture.Width, picture.Height);
            return PngWriter.WriteWithAlpha(picture, resized);
        }
        catch (NodeFailure e)
        {
            throw new ServerTrouble(e.Message);
        }
    }
}
