using System.ComponentModel;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences.Bring;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Editing;
using ComfyStudio.Api.Sequences.Frames;
using ComfyStudio.Api.Sequences.Planning;
using ComfyStudio.Api.Sequences.Prompts;
using ComfyStudio.Api.Sequences.Runs;
using ComfyStudio.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ComfyStudio.Api.Sequences;

internal static class SequenceEndpoints
{
    private const int MostPerPage = 200;

    public static WebApplicationBuilder AddSequences(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<SequencesOptions>(SequencesOptions.Section);
        builder.Services.AddSingleton<SequenceBook>();
        builder.Services.AddSingleton<SequenceRules>();
        builder.Services.AddSingleton<SequenceEditor>();
        builder.Services.AddSingleton<SequenceMaker>();
        builder.Services.AddSingleton<SequencePlanner>();
        builder.Services.AddSingleton<FrameReviser>();
        builder.Services.AddSingleton<SequenceRemover>();
        builder.Services.AddSingleton<PromptComposer>();
        builder.Services.AddSingleton<SequenceViewer>();
        builder.Services.AddSequenceRuns();
        builder.Services.AddBroughtSequences();
        builder.Services.AddJsonContext(SequencesJson.Default);
        return builder;
    }

    public static void MapSequences(this IEndpointRouteBuilder routes)
    {
        var sequences = routes.MapGroup("/api/sequences").WithTags("Sequences").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        sequences.MapGet("", List).WithName("listSequences").WithSummary("Your sequences, the latest changed first").ProducesProblem(StatusCodes.Status400BadRequest);
        sequences.MapPost("", Create).WithName("createSequence").WithSummary("Begin a sequence from a story, a shot list, a CSV or a Fountain script")
            .WithDescription("What was typed is kept whatever the producer says: where it is away or answers nonsense, `source.problem` says so, and POST …/plan tries again.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        sequences.MapBrought();

        var one = sequences.MapGroup("{id:hexid}").ProducesProblem(StatusCodes.Status404NotFound);
        one.MapGet("", Find).WithName("getSequence").WithSummary("A sequence with its prompts and pictures");
        one.MapPut("", Edit).WithName("editSequence").WithSummary("Change a sequence")
            .WithDescription("What is left out stays. Takes are the studio's and stay with their frames. Another `version` than the current one answers 409 with the sequence as it is now in `current`.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        one.MapDelete("", Delete).WithName("deleteSequence").WithSummary("Delete a sequence")
            .WithDescription("What is being made of it is cancelled. Its pictures stay in the gallery unless `images` says otherwise. POST …/restore takes it back.");
        one.MapPost("restore", Restore).WithName("restoreSequence").WithSummary("Take back that a sequence was deleted, with its pictures");
        one.MapPost("plan", Plan).WithName("planSequence").WithSummary("Have the producer make frames of the text again")
            .WithDescription("Locked cells and the people and places that are there stay.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status502BadGateway);
        one.MapPost("approve", Approve).WithName("approveSequence").WithSummary("Find the proofs good: the final pictures get their seeds")
            .ProducesProblem(StatusCodes.Status409Conflict);
        one.MapPost("branch", Branch).WithName("branchSequence").WithSummary("Go on with a copy; the pictures of both stay where they are")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        one.MapFrames();
        one.MapRuns();
    }

    internal static async Task<Results<Ok<SequencePageView>, ProblemHttpResult>> List(
        [FromQuery, Description("`nextCursor` of the page before.")] string? after, [FromQuery, Description("At most 200; 50 when left out.")] int? limit,
        SequenceBook book, SequenceViewer viewer, CurrentOwner owner, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MostPerPage)
            return ProblemKinds.Validation.With($"Limit must be from 1 to {MostPerPage}.", new Dictionary<string, string[]> { ["limit"] = [$"Limit must be from 1 to {MostPerPage}."] });
        var all = book.List(owner.Name);
        var page = (after is null ? all : all.Where(sequence => string.CompareOrdinal(CursorOf(sequence), after) < 0)).Take(limit ?? 50).ToList();
        var items = await Task.WhenAll(page.Select(sequence => viewer.SummarizeAsync(sequence, cancellationToken)));
        return TypedResults.Ok(new SequencePageView(items, page is [.., var last] && last != all[^1] ? CursorOf(last) : null));
    }

    internal static async Task<Results<Created<SequenceView>, ProblemHttpResult>> Create(
        CreateSequence request, SequenceMaker maker, SequenceViewer viewer, CurrentOwner owner, CancellationToken cancellationToken) =>
        await maker.MakeAsync(request, owner.Name, cancellationToken) switch
        {
            SequenceChange.Done { Sequence: var made } => TypedResults.Created($"/api/sequences/{made.Id}", await viewer.ViewAsync(made, cancellationToken)),
            var refused => await viewer.RefuseAsync(refused, cancellationToken),
        };

    internal static async Task<Results<Ok<SequenceView>, ProblemHttpResult>> Find(
        string id, SequenceBook book, SequenceViewer viewer, CurrentOwner owner, CancellationToken cancellationToken) =>
        book.Find(id, owner.Name) is { } sequence ? TypedResults.Ok(await viewer.ViewAsync(sequence, cancellationToken)) : SequenceAnswers.Unknown(id);

    internal static Task<Results<Ok<SequenceView>, ProblemHttpResult>> Edit(
        string id, SequenceEdit request, SequenceEditor editor, SequenceBook book, SequenceViewer viewer, CurrentOwner owner, CancellationToken cancellationToken) =>
        viewer.AnswerAsync(
            editor.ChangeAsync(id, owner.Name, request.Version, (sequence, errors) => FrameEdits.Apply(sequence, request, book.NewId, errors), cancellationToken),
            cancellationToken);

    internal static async Task<Results<Ok<DeletedSequenceView>, ProblemHttpResult>> Delete(
        string id, [FromQuery, Description("Its pictures go to the trash, too.")] bool? images, SequenceRemover remover, CurrentOwner owner, CancellationToken cancellationToken) =>
        await remover.RemoveAsync(id, owner, images is true, cancellationToken) is { } removed ? TypedResults.Ok(removed) : SequenceAnswers.Unknown(id);

    internal static async Task<Results<Ok<SequenceView>, ProblemHttpResult>> Restore(
        string id, SequenceRemover remover, SequenceViewer viewer, CurrentOwner owner, CancellationToken cancellationToken) =>
        await remover.RestoreAsync(id, owner, cancellationToken) is { } sequence ? TypedResults.Ok(await viewer.ViewAsync(sequence, cancellationToken)) : SequenceAnswers.Unknown(id);

    internal static async Task<Results<Ok<SequenceView>, ProblemHttpResult>> Plan(
        string id, PlanSequence request, SequenceMaker maker, SequenceViewer viewer, CurrentOwner owner, CancellationToken cancellationToken)
    {
        var change = await maker.PlanAsync(id, request, owner.Name, cancellationToken);

        // Here nobody's typing is at stake: the sequence is there already, so the failure itself is the answer.
        if (change is SequenceChange.Done { Sequence.Source.Problem: { } problem } && ProblemKinds.ForType(problem.Type) is { } kind)
            return TypedResults.Problem(problem.Detail, statusCode: kind.Status, title: kind.Title, type: kind.Type, extensions: new Dictionary<string, object?> { ["raw"] = problem.Raw });
        return await viewer.AnswerAsync(Task.FromResult(change), cancellationToken);
    }

    internal static Task<Results<Ok<SequenceView>, ProblemHttpResult>> Approve(
        string id, VersionOnly request, ProofApproval approval, SequenceViewer viewer, CurrentOwner owner, CancellationToken cancellationToken) =>
        viewer.AnswerAsync(approval.ApproveAsync(id, owner.Name, request.Version, cancellationToken), cancellationToken);

    internal static async Task<Results<Created<SequenceView>, ProblemHttpResult>> Branch(
        string id, BranchSequence? request, SequenceMaker maker, SequenceViewer viewer, CurrentOwner owner, CancellationToken cancellationToken) =>
        maker.Branch(id, request?.Title, owner.Name) switch
        {
            SequenceChange.Done { Sequence: var copy } => TypedResults.Created($"/api/sequences/{copy.Id}", await viewer.ViewAsync(copy, cancellationToken)),
            var refused => await viewer.RefuseAsync(refused, cancellationToken),
        };

    private static string CursorOf(Sequence sequence) => FormattableString.Invariant($"{sequence.UpdatedAt.UtcTicks:x16}-{sequence.Id}");
}
