using System.ComponentModel;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Editing;
using ComfyStudio.Api.Uploads;
using ComfyStudio.Images.Exports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ComfyStudio.Api.Sequences.Bring;

/// <summary>What people bring along instead of a story, and what they take elsewhere.</summary>
internal static class BringEndpoints
{
    public static IServiceCollection AddBroughtSequences(this IServiceCollection services)
    {
        services.AddSingleton<PromptSets>();
        services.AddSingleton<PromptUpload>();
        services.AddSingleton<PromptSequences>();
        services.AddSingleton<ProjectWriter>();
        services.AddSingleton<ProjectParts>();
        services.AddSingleton<ProjectReader>();
        return services;
    }

    public static void MapBrought(this IEndpointRouteBuilder sequences)
    {
        sequences.MapGet("prompts", ListSets).WithName("listPromptSets").WithSummary("Sets of prompt files that lie on the server");
        sequences.MapPost("prompts", TakePrompts).WithName("sequenceFromPrompts").WithSummary("Begin a sequence from prompt files, a frame for each")
            .WithDescription("""
                The files (.txt) of a form, with `settings` as JSON beside them if wanted, or the `name` of a set that lies on the server. Their names give the
                order; their words stay as they are.
                """)
            .Accepts<PromptSettings>("application/json", "multipart/form-data").ProducesProblem(StatusCodes.Status400BadRequest);
        sequences.MapPost("import", Import).WithName("importSequence").WithSummary("Begin a sequence from a project file")
            .WithDescription("The ZIP that GET …/project wrote, as the body or as the field `file` of a form. The seeds that made its pictures come along.")
            .Accepts<byte[]>("application/zip", "multipart/form-data").AllowUpload<SequencesOptions>(options => options.MaxProjectBytes)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        sequences.MapGet("{id:hexid}/project", Export).WithName("exportSequence").WithSummary("All that it takes to make the sequence again elsewhere, as one file")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip").ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static Ok<PromptSetsView> ListSets(PromptSets sets) => TypedResults.Ok(new PromptSetsView(sets.All));

    internal static async Task<Results<Created<SequenceView>, ProblemHttpResult>> TakePrompts(
        HttpRequest request, PromptUpload upload, PromptSequences sequences, SequenceViewer viewer, CurrentOwner owner, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        return await upload.ReadAsync(request, errors, cancellationToken) is { } read
            ? await AnswerAsync(sequences.Make(read.Settings, read.Files, owner.Name), viewer, cancellationToken)
            : errors.ToProblem();
    }

    internal static async Task<Results<Created<SequenceView>, ProblemHttpResult>> Import(
        HttpRequest request, ProjectReader reader, SequenceViewer viewer, CurrentOwner owner, CancellationToken cancellationToken)
    {
        var upload = request.HasFormContentType ? await FormUpload.ReadAsync(request, "project file", cancellationToken) : null;
        if (upload?.Fault is { } fault)
            return ProblemKinds.Validation.With(fault, new Dictionary<string, string[]> { [FormUpload.Field] = [fault] });
        await using var content = await SpoolAsync(upload?.File?.OpenReadStream() ?? request.Body, cancellationToken);
        return await AnswerAsync(await reader.ReadAsync(content, owner.Name, cancellationToken), viewer, cancellationToken);
    }

    internal static Results<PushStreamHttpResult, ProblemHttpResult> Export(
        string id, [FromQuery, Description("The pictures come along, too.")] bool? pictures, SequenceBook book, ProjectWriter writer, CurrentOwner owner, CancellationToken cancellationToken) =>
        book.Find(id, owner.Name) is { } sequence
            ? TypedResults.Stream(output => writer.WriteAsync(sequence, pictures is true, output, cancellationToken), "application/zip", $"{NameOf(sequence)}.comfystudio.zip")
            : SequenceAnswers.Unknown(id);

    // A ZIP is read from its end, so it must lie somewhere; a large one is no matter for memory.
    private static async Task<Stream> SpoolAsync(Stream sent, CancellationToken cancellationToken)
    {
        var file = new FileStream(
            Path.Join(Path.GetTempPath(), $"comfystudio-{Path.GetRandomFileName()}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0,
            FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await sent.CopyToAsync(file, cancellationToken);
        file.Position = 0;
        return file;
    }

    private static async Task<Results<Created<SequenceView>, ProblemHttpResult>> AnswerAsync(
        SequenceChange change, SequenceViewer viewer, CancellationToken cancellationToken) => change is SequenceChange.Done { Sequence: var made }
            ? TypedResults.Created($"/api/sequences/{made.Id}", await viewer.ViewAsync(made, cancellationToken))
            : await viewer.RefuseAsync(change, cancellationToken);

    private static string NameOf(Sequence sequence)
    {
        var name = ExportName.Of(sequence.Title);
        return name.Length == 0 ? "sequence" : name;
    }
}
