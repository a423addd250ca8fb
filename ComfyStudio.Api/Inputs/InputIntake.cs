using System.Text.Json;
using ComfyStudio.Api.Gallery;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Uploads;
using ComfyStudio.Images;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Inputs;

/// <summary>Takes a picture in: from a form's field `file`, or from the gallery.</summary>
internal sealed class InputIntake(InputFiles files, GalleryReader gallery, ImageStore store, IOptions<InputOptions> options)
{
    public async Task<IntakeOutcome> TakeAsync(HttpRequest request, CurrentOwner owner, CancellationToken cancellationToken) =>
        request.HasFormContentType ? await FromFormAsync(request, cancellationToken)
        : request.HasJsonContentType() ? await FromGalleryAsync(request, owner, cancellationToken)
        : new IntakeOutcome.Refused(IntakeFault.WrongBody, "Send the picture as the field 'file' of a form (multipart/form-data), or { \"imageId\": \"…\" } as JSON.");

    private async Task<IntakeOutcome> FromFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var upload = await FormUpload.ReadAsync(request, "picture", cancellationToken);
        if (!upload.IsThere)
            return new IntakeOutcome.Refused(IntakeFault.Missing, upload.Fault);
        await using var content = upload.File.OpenReadStream();
        return await StoreAsync(content, cancellationToken);
    }

    private async Task<IntakeOutcome> FromGalleryAsync(HttpRequest request, CurrentOwner owner, CancellationToken cancellationToken)
    {
        var body = await JsonSerializer.DeserializeAsync(request.Body, InputsJson.Default.InputFromGallery, cancellationToken);
        if (body?.ImageId is not { } text)
            return new IntakeOutcome.Refused(IntakeFault.Missing, "Say which picture of the gallery: { \"imageId\": \"…\" }.");
        if (!ImageId.TryParse(text, null, out var id) || gallery.Find(id, owner) is not { } record || store.Resolve(record.RelativePath) is not { } path)
            return new IntakeOutcome.Refused(IntakeFault.Unknown, "The gallery does not have this picture.");
        await using var content = File.OpenRead(path);
        return await StoreAsync(content, cancellationToken);
    }

    private async Task<IntakeOutcome> StoreAsync(Stream content, CancellationToken cancellationToken) =>
        await files.StoreAsync(content, options.Value.MaxBytes, cancellationToken) switch
        {
            StoredInput.Done { File: var file } when Math.Max(file.Width, file.Height) > options.Value.MaxSide => new IntakeOutcome.Refused(
                IntakeFault.TooLarge, $"The picture has {file.Width} × {file.Height} pixels; {options.Value.MaxSide} is the longest side that is taken."),
            StoredInput.Done { File: var file } => new IntakeOutcome.Taken(file),
            StoredInput.TooLarge => new IntakeOutcome.Refused(IntakeFault.TooLarge, $"The picture is larger than {options.Value.MaxBytes / 1048576.0:0.#} MB."),
            StoredInput.NoImage => new IntakeOutcome.Refused(IntakeFault.NoPicture, "The file is no PNG, JPEG, WebP or GIF."),
            var unknown => throw new InvalidOperationException($"Nothing known about {unknown}."),
        };
}

/// <summary>What became of a picture that was sent.</summary>
internal abstract record IntakeOutcome
{
    private IntakeOutcome()
    {
    }

    internal sealed record Taken(InputFile File) : IntakeOutcome;

    internal sealed record Refused(IntakeFault Fault, string Detail) : IntakeOutcome;
}

internal enum IntakeFault
{
    WrongBody,
    Missing,
    Unknown,
    NoPicture,
    TooLarge,
}
