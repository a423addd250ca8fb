using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ComfyStudio.ComfyUI.Http;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI;

public sealed partial class ComfyUIClient
{
    /// <summary>GET /view ("Files"): the file as it is. Null when it does not exist. Dispose what comes back.</summary>
    /// <exception cref="ComfyUIResponseException">The name or subfolder leaves the engine's folders (400, 403).</exception>
    public async Task<ViewedFile?> OpenFileAsync(OutputFile file, CancellationToken cancellationToken)
    {
        var download = await _http.OpenAsync(ViewPath(file), cancellationToken);
        try
        {
            return await ReadFileAsync(download, cancellationToken);
        }
        catch
        {
            download.Dispose();
            throw;
        }
    }

    /// <summary>
    /// POST /upload/image ("Files"). Use the returned name, the engine may have changed it. It takes anything and does not look whether
    /// it is an image. <paramref name="content"/> stays open; its own exceptions come through.
    /// </summary>
    /// <exception cref="ComfyUIResponseException">413 over the engine's limit (100 MB unless set otherwise), 400 for a name that leaves the folder.</exception>
    public Task<UploadedFile> UploadImageAsync(UploadRequest upload, Stream content, CancellationToken cancellationToken) =>
        UploadAsync("upload/image", upload, original: null, content, cancellationToken);

    /// <summary>
    /// POST /upload/mask ("Files"): the mask's alpha laid over an image that is already there, saved under the uploaded name. The engine
    /// reports success also when that image does not exist, and then writes nothing.
    /// </summary>
    public Task<UploadedFile> UploadMaskAsync(
        UploadRequest upload, OutputFile original, Stream content, CancellationToken cancellationToken) =>
        UploadAsync("upload/mask", upload, original, content, cancellationToken);

    private static string ViewPath(OutputFile file) =>
        $"view?filename={Uri.EscapeDataString(file.Filename)}&subfolder={Uri.EscapeDataString(file.Subfolder)}&type={Uri.EscapeDataString(file.Type)}";

    private static async Task<ViewedFile?> ReadFileAsync(EngineDownload download, CancellationToken cancellationToken)
    {
        var response = download.Response;
        var type = response.Content.Headers.ContentType?.MediaType;
        // ComfyUI never serves HTML as such: this is the page of somebody in between.
        if (response.IsSuccessStatusCode && type != "text/html")
            return new ViewedFile(await download.OpenBodyAsync(cancellationToken), type, response.Content.Headers.ContentLength);

        var error = await download.ReadErrorAsync(cancellationToken);
        if (error.Status is HttpStatusCode.NotFound)
            return null;
        throw error.IsSuccess ? EngineFaults.Unexpected(error, "the file") : EngineFaults.Answered(error);
    }

    private async Task<UploadedFile> UploadAsync(
        string path, UploadRequest upload, OutputFile? original, Stream content, CancellationToken cancellationToken)
    {
        var reply = await _http.UploadAsync(path, content, file => Form(upload, original, file), cancellationToken);
        using var answer = reply.Json();
        var name = answer.RootElement.Text("name") ?? throw EngineFaults.Unexpected(reply, "a file name");
        return new UploadedFile(name, answer.RootElement.Text("subfolder") ?? "", answer.RootElement.Text("type") ?? upload.Type);
    }

    private static MultipartFormDataContent Form(UploadRequest upload, OutputFile? original, HttpContent file)
    {
        file.Headers.ContentType = MediaTypeHeaderValue.Parse(upload.ContentType);
        file.Headers.ContentDisposition = Disposition("image");
        // Only the extended form carries every character; the engine reads it.
        file.Headers.ContentDisposition.FileNameStar = upload.Filename;
        var form = new MultipartFormDataContent { file };
        AddField(form, "type", upload.Type);
        if (upload.Subfolder is not null)
            AddField(form, "subfolder", upload.Subfolder);
        if (upload.Overwrite)
            AddField(form, "overwrite", "true");
        if (original is not null)
            AddField(form, "original_ref", Serialize(original));
        return form;
    }

    private static void AddField(MultipartFormDataContent form, string name, string value)
    {
        var field = new StringContent(value);
        field.Headers.ContentDisposition = Disposition(name);
        form.Add(field);
    }

    private static ContentDispositionHeaderValue Disposition(string name) => new("form-data") { Name = $"\"{name}\"" };

    private static string Serialize(OutputFile original) => JsonSerializer.Serialize(
        new OriginalReference(original.Filename, original.Subfolder, original.Type), WireJson.Default.OriginalReference);
}
