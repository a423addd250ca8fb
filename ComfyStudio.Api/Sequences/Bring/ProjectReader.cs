using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using ComfyStudio.Api.Inputs;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Editing;
using ComfyStudio.Api.Templates;
using ComfyStudio.Api.Workflows;
using ComfyStudio.Api.Workflows.Own;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using Microsoft.Extensions.Options;
using ImageImports = ComfyStudio.Images.Intake.ImageImports;
using ImportOutcome = ComfyStudio.Images.Intake.ImportOutcome;

namespace ComfyStudio.Api.Sequences.Bring;

/// <summary>Takes a project file over: as a sequence of its own, with the seeds that made the pictures elsewhere. Nothing in it names a path here.</summary>
internal sealed class ProjectReader(SequenceBook book, SequenceRules rules, BlankSequences blanks, ProjectParts parts)
{
    public async Task<SequenceChange> ReadAsync(Stream content, string owner, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        try
        {
            await using var zip = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            if (await ProjectParts.ReadDocumentAsync(zip, errors, cancellationToken) is not { } brought)
                return new SequenceChange.Invalid(errors);
            await parts.TakeReferencesAsync(zip, errors, cancellationToken);
            var template = await parts.TakeTemplateAsync(zip, brought.Template, cancellationToken);
            var sequence = Own(brought, owner) with { Template = template };
            rules.Check(sequence, errors);
            if (!errors.Any)
                sequence = await parts.PutOwnPicturesAsync(zip, sequence, errors, cancellationToken);
            return errors.Any ? new SequenceChange.Invalid(errors) : new SequenceChange.Done(book.Save(sequence));
        }
        catch (InvalidDataException)
        {
            errors.Add("file", "This is no project file: it is no ZIP, or a broken one.");
            return new SequenceChange.Invalid(errors);
        }
    }

    private Sequence Own(Sequence brought, string owner)
    {
        var blank = blanks.New(owner, brought.Title, brought.Family, brought.Template);
        return FrameList.Tidy(brought) with
        {
            Id = blank.Id,
            Owner = owner,
            Title = blank.Title.Length > 0 ? blank.Title : "Project",
            Version = blank.Version,
            CreatedAt = blank.CreatedAt,
            UpdatedAt = blank.UpdatedAt,
            ApprovedAt = null,
            BranchOf = null,
            Frames = [.. brought.Frames.Select(Own)],
            Removed = [.. brought.Removed.Where(frame => brought.IsReference(frame.Id)).Select(Own)],
            Runs = [],
        };
    }

    // Jobs and images of elsewhere are nothing here, but their seeds make the same pictures.
    private static Frame Own(Frame frame)
    {
        var shown = frame.Shown(take => take.Result?.State is JobState.Succeeded);
        return frame with { Seed = frame.Seed ?? shown?.Seed, Takes = [], Chosen = null, Approved = null, Picture = null, FileName = null };
    }
}

/// <summary>What lies in a project file, read with limits: it may come from anybody.</summary>
internal sealed class ProjectParts(InputFiles inputs, ImageImports imports, TemplateLibrary templates, OwnTemplates own, IOptions<InputOptions> options)
{
    private const long MostJson = 20 * 1024 * 1024;
    private const int MostReferences = 500;
    private const long MostPictureBytes = 256L * 1024 * 1024;

    public static async Task<Sequence?> ReadDocumentAsync(ZipArchive zip, FieldErrors errors, CancellationToken cancellationToken)
    {
        if (await ReadAsync(zip, ProjectWriter.DocumentName, cancellationToken) is not { } content)
        {
            errors.Add("file", $"There is no {ProjectWriter.DocumentName} in this file.");
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(content, SequenceBook.Content);
        }
        catch (JsonException exception)
        {
            errors.Add("file", $"Its {ProjectWriter.DocumentName} cannot be understood: {exception.Message}");
            return null;
        }
    }

    public async Task TakeReferencesAsync(ZipArchive zip, FieldErrors errors, CancellationToken cancellationToken)
    {
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.StartsWith(ProjectWriter.ReferencesFolder, StringComparison.Ordinal) && entry.Name.Length > 0).Take(MostReferences))
        {
            // Named by what is in it, whatever its name says.
            await using var content = await entry.OpenAsync(cancellationToken);
            if (await inputs.StoreAsync(content, options.Value.MaxBytes, cancellationToken) is not StoredInput.Done)
                errors.Add("file", $"The reference picture {entry.Name} is no picture that can be used.");
        }
    }

    /// <summary>Pictures that nobody could make again go into the gallery, and stand in their frames as before.</summary>
    public async Task<Sequence> PutOwnPicturesAsync(ZipArchive zip, Sequence sequence, FieldErrors errors, CancellationToken cancellationToken)
    {
        foreach (var (i, frame) in sequence.Frames.Index())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{ProjectWriter.OwnPicturesFolder}{i + 1:000}.");
            if (zip.Entries.FirstOrDefault(entry => entry.FullName.StartsWith(name, StringComparison.Ordinal)) is not { } entry)
                continue;
            await using var content = await entry.OpenAsync(cancellationToken);
            ImageId? taken = await imports.TakeAsync(content, $"{sequence.Title} {entry.Name}", MostPictureBytes, cancellationToken) switch
            {
                ImportOutcome.Stored stored => stored.Image.Id,
                ImportOutcome.Known known => known.Image.Id,
                _ => null,
            };
            if (taken is { } picture)
                sequence = sequence.WithFrame(frame with { Picture = picture });
            else
                errors.Add("file", $"The picture {entry.Name} is no picture that can be used.");
        }

        return sequence;
    }

    /// <summary>One that is not known here is saved as one's own, under its id.</summary>
    /// <returns>The id of the template to use.</returns>
    public async Task<string?> TakeTemplateAsync(ZipArchive zip, string? id, CancellationToken cancellationToken)
    {
        if (id is null || templates.Find(id) is not null || !OwnTemplates.IsId(id) || await ReadAsync(zip, ProjectWriter.TemplateName, cancellationToken) is not { } content)
            return id;
        try
        {
            var request = JsonSerializer.Deserialize(content, WorkflowsJson.Default.OwnTemplateRequest);
            var errors = new FieldErrors();
            if (request is not null && OwnTemplateCheck.Read(id, request, errors) is { } template && !errors.Any)
                own.Save(id, template);
        }
        catch (JsonException)
        {
            // The sequence says by itself that its template is missing.
        }

        return id;
    }

    private static async Task<byte[]?> ReadAsync(ZipArchive zip, string name, CancellationToken cancellationToken)
    {
        if (zip.GetEntry(name) is not { } entry || entry.Length > MostJson)
            return null;
        await using var content = await entry.OpenAsync(cancellationToken);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        // What an archive says of its own lengths is not believed.
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MostJson)
                return null;
        }

        return bytes.ToArray();
    }
}
