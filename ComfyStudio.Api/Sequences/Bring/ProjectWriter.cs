using System.IO.Compression;
using System.Text.Json;
using ComfyStudio.Api.Gallery.Acts;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Templates;
using ComfyStudio.Api.Workflows.Own;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Sequences.Bring;

/// <summary>
/// Writes a sequence with all that it takes to make it again elsewhere, as one ZIP: the document with the seeds of its pictures, the
/// reference pictures by content hash, its template, and the pictures of one's own that stand in frames, which nobody could make. Those that
/// were made come along when they are wanted.
/// </summary>
internal sealed class ProjectWriter(SequenceViewer viewer, TemplateLibrary templates, InputFiles inputs, ImageStore store)
{
    public const string DocumentName = "sequence.json";
    public const string ReferencesFolder = "references/";
    public const string TemplateName = "template.json";
    public const string PicturesFolder = "pictures/";
    public const string OwnPicturesFolder = "own/";

    public async Task WriteAsync(Sequence sequence, bool pictures, Stream output, CancellationToken cancellationToken)
    {
        await using var patient = new PatientStream(output);
        await using (var zip = await ZipArchive.CreateAsync(patient, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
        {
            await AddAsync(zip, DocumentName, JsonSerializer.SerializeToUtf8Bytes(sequence, SequenceFileJson.Default.Sequence), cancellationToken);
            if (templates.Find(sequence.Template) is { } template)
                await AddAsync(zip, TemplateName, JsonSerializer.SerializeToUtf8Bytes(OwnTemplateRequest.Of(template), Workflows.WorkflowsJson.Default.OwnTemplateRequest), cancellationToken);
            foreach (var file in ReferencesOf(sequence).Select(inputs.Find).OfType<InputFile>())
                await AddFileAsync(zip, ReferencesFolder + file.FileName, inputs.PathOf(file.FileName), cancellationToken);
            await AddPicturesAsync(zip, sequence, pictures, cancellationToken);
        }

        await patient.FlushAsync(cancellationToken);
    }

    private async Task AddPicturesAsync(ZipArchive zip, Sequence sequence, bool made, CancellationToken cancellationToken)
    {
        foreach (var (i, (frame, image)) in (await viewer.PicturesAsync(sequence, cancellationToken)).Index())
        {
            if (image is null || store.Resolve(image.RelativePath) is not { } path || !File.Exists(path))
                continue;
            var name = $"{i + 1:000}{Path.GetExtension(path)}";
            if (frame.Picture == image.Id)
                await AddFileAsync(zip, OwnPicturesFolder + name, path, cancellationToken);
            if (made)
                await AddFileAsync(zip, PicturesFolder + name, path, cancellationToken);
        }
    }

    /// <summary>Those of the bible, and those that its pictures were made with.</summary>
    private static IEnumerable<string> ReferencesOf(Sequence sequence) => sequence.AllReferences.Select(reference => reference.Input)
        .Concat(sequence.Frames.SelectMany(frame => frame.Takes).SelectMany(take => take.References).Select(reference => reference.Input)).OfType<string>().Distinct();

    private static async Task AddFileAsync(ZipArchive zip, string name, string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using var entry = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(cancellationToken);
        await file.CopyToAsync(entry, cancellationToken);
    }

    private static async Task AddAsync(ZipArchive zip, string name, byte[] content, CancellationToken cancellationToken)
    {
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken);
        await entry.WriteAsync(content, cancellationToken);
    }
}
