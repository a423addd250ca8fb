using System.Globalization;
using ComfyStudio.Simulator.Nodes;
using ComfyStudio.Simulator.Painting;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace ComfyStudio.Simulator.Protocol;

/// <summary>GET /view: a file of output, input or temp, as it lies there.</summary>
internal static class ViewEndpoint
{
    private static readonly FileExtensionContentTypeProvider ContentTypes = new();
    private static readonly string[] NeverInline = [".html", ".htm", ".js", ".css", ".svg", ".xml", ".xhtml"];

    public static void MapView(this IEndpointRouteBuilder routes) => routes.MapMethods("/view", ["GET", "HEAD"], View);

    private static async Task View(HttpContext http, ImageFolders folders)
    {
        var query = http.Request.Query;
        if (!query.ContainsKey("filename"))
        {
            await PlainAnswers.EmptyAsync(http, 404);
            return;
        }
        var (path, status) = Locate(query["filename"].ToString(), query["type"].ToString(), query["subfolder"].ToString(), folders);
        if (path is null)
            await PlainAnswers.EmptyAsync(http, status);
        else if (query.ContainsKey("preview") || query["channel"].ToString() is "rgb" or "a")
            await ReencodedAsync(http, path, query["channel"].ToString());
        else
            await FileAsync(http, path);
    }

    private static (string? Path, int Status) Locate(string annotated, string askedType, string subfolder, ImageFolders folders)
    {
        var (name, type) = ImageFolders.SplitAnnotation(annotated, askedType.Length == 0 ? "output" : askedType);
        if (name.Length == 0 || name[0] == '/' || name.Contains("..", StringComparison.Ordinal) || !ImageFolders.IsType(type))
            return (null, 400);
        if (folders.Subfolder(type, subfolder) is not { } folder)
            return (null, 403);
        var path = Path.Combine(folder, Path.GetFileName(name.Replace("\0", "", StringComparison.Ordinal)));
        return File.Exists(path) ? (path, 200) : (null, 404);
    }

    private static async Task FileAsync(HttpContext http, string path)
    {
        var file = new FileInfo(path);
        var isUnsafe = NeverInline.Contains(file.Extension.ToLowerInvariant());
        var contentType = !isUnsafe && ContentTypes.TryGetContentType(path, out var known) ? known : "application/octet-stream";
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}\"");
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentDisposition = (isUnsafe ? "attachment; " : "") + $"filename=\"{Uri.EscapeDataString(file.Name)}\"";
        if (isUnsafe)
            http.Response.Headers.CacheControl = "no-store";
        await TypedResults.PhysicalFile(
            path, contentType, lastModified: file.LastWriteTimeUtc, entityTag: new EntityTagHeaderValue(tag),
            enableRangeProcessing: true).ExecuteAsync(http);
    }

    // There is no WebP or JPEG encoder here: a preview is answered as a smaller PNG and says so in its content type.
    private static async Task ReencodedAsync(HttpContext http, string path, string channel)
    {
        Picture picture;
        byte[]? alpha;
        try
        {
            (picture, alpha) = PngReader.Read(await File.ReadAllBytesAsync(path, http.RequestAborted));
        }
        catch (NodeFailure e)
        {
            throw new ServerTrouble(e.Message);
        }
        if (channel == "a")
            picture = Picture.Filled(picture.Width, picture.Height, 255, 255, 255).WithGrey(alpha);
        var png = PngWriter.Write(picture, []);
        http.Response.Headers.ContentDisposition = $"filename=\"{Uri.EscapeDataString(Path.GetFileName(path))}\"";
        await TypedResults.Bytes(png, "image/png").ExecuteAsync(http);
    }
}
