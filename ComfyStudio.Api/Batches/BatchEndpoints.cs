using System.ComponentModel;
using ComfyStudio.Api.Batches.Keeping;
using ComfyStudio.Api.Batches.Planning;
using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Security;
using ComfyStudio.Api.Templates;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using ComfyStudio.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ComfyStudio.Api.Batches;

internal static class BatchEndpoints
{
    private const int MostPerPage = 200;
    private const int MostCells = 500;

    public static WebApplicationBuilder AddBatches(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<BatchOptions>(BatchOptions.Section);
        builder.Services.TryAddSingleton<StudioFiles>();
        builder.Services.AddSingleton<BatchReader>();
        builder.Services.AddSingleton<CellMaker>();
        builder.Services.AddSingleton<BatchPlanner>();
        builder.Services.AddSingleton<BatchEstimator>();
        builder.Services.AddSingleton<BatchJobs>();
        builder.Services.AddSingleton<BatchSubmitter>();
        builder.Services.AddSingleton<BatchBook>();
        builder.Services.AddSingleton<CellReader>();
        builder.Services.AddSingleton<BatchViewer>();
        builder.Services.AddSingleton<BatchNotes>();
        builder.Services.AddSingleton<BatchKeeper>();
        builder.Services.AddSingleton<BatchEditor>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BatchKeeper>());
        builder.Services.AddSingleton<BatchTable>();
        builder.Services.AddScoped<OwnBatches>();
        builder.Services.AddScoped<BatchImages>();
        builder.Services.AddJsonContext(BatchesJson.Default);
        return builder;
    }

    public static void MapBatches(this IEndpointRouteBuilder routes)
    {
        var batches = routes.MapGroup("/api/batches").WithTags("Batches").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        batches.MapPost("plan", Plan).WithName("planBatch").WithSummary("What a batch would be: how many images, how long, how much disk")
            .WithDescription("Nothing is stored. Faults of single rows of a list are told in `list.errors`, so that the rest can be looked at; all others refuse the request.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        batches.MapPost("", Submit).WithName("submitBatch").RequireRateLimiting(RateLimits.Generations).WithSummary("Ask for many images at once")
            .WithDescription("""
                All of them are stored at once or none. They are made in an order in which models change least; a job's `index` is its place in
                the order asked. With an `Idempotency-Key` header the same request may be sent twice and is carried out once.
                """)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        batches.MapGet("", List).WithName("listBatches").WithSummary("Batches, the latest first")
            .WithDescription("`nextCursor` is the `after` of the next page.").ProducesProblem(StatusCodes.Status400BadRequest);
        batches.MapGet("{id:hexid}", Find).WithName("getBatch").WithSummary("A batch and how it stands").ProducesProblem(StatusCodes.Status404NotFound);
        batches.MapGet("{id:hexid}/cells", Cells).WithName("getBatchCells").WithSummary("The images of a batch, also those that are to be made")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapBatchControl();
        routes.MapBatchExports();
    }

    internal static async Task<Results<Ok<BatchPlanView>, ProblemHttpResult>> Plan(
        BatchRequest request, BatchPlanner planner, BatchEstimator estimator, Preflight preflight, FleetReader fleets, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fleet = await fleets.ReadAsync(cancellationToken);
        if (await planner.PlanAsync(request, EarlierCells.None, fleet, rowErrors: false, errors, cancellationToken) is not { } plan)
            return errors.ToProblem();
        var estimate = await estimator.EstimateAsync(plan, cancellationToken);
        var engines = (await preflight.InspectAsync(plan.Template, request.Engine, cancellationToken))?.Engines ?? [];
        return TypedResults.Ok(ViewOf(plan, estimate, [.. engines.Where(engine => engine.MissingNodes.Count + engine.MissingModels.Count > 0)]));
    }

    internal static async Task<Results<Accepted<AcceptedBatch>, ProblemHttpResult>> Submit(
        BatchRequest request,
        [FromHeader(Name = "Idempotency-Key"), Description("A name of your own for this request, best a UUID. Known for a day.")] string? idempotencyKey,
        BatchSubmitter submitter, OwnBatches own, BatchBook book, BatchNotes notes, CancellationToken cancellationToken)
    {
        if (GenerationEndpoints.FindKeyFault(idempotencyKey) is { } fault)
            return fault;
        var outcome = await submitter.SubmitAsync(request, idempotencyKey, own.Owner, cancellationToken);
        return Answer(await NotedAsync(outcome, book, notes, cancellationToken));
    }

    internal static async Task<Results<Ok<BatchPageView>, ProblemHttpResult>> List(
        [FromQuery, Description("The id of the last batch of the page before.")] string? after,
        [FromQuery, Description("At most 200; 50 when left out.")] int? limit,
        OwnBatches own, BatchViewer viewer, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        GroupId? last = GroupId.TryParse(after, null, out var id) ? id : null;
        if (after is not null && last is null)
            errors.Add("after", "Give the `nextCursor` of the page before.");
        if (limit is < 1 or > MostPerPage)
            errors.Add("limit", $"Ask for 1 to {MostPerPage}.");
        if (errors.Any)
            return errors.ToProblem();

        var found = await own.ListAsync(last, (limit ?? 50) + 1, cancellationToken);
        var page = new List<BatchSummary>();
        foreach (var batch in found.Take(limit ?? 50))
            page.Add(await viewer.SummarizeAsync(batch, cancellationToken));
        return TypedResults.Ok(new BatchPageView(page, found.Count > page.Count ? page[^1].Id.ToString() : null));
    }

    internal static async Task<Results<Ok<BatchView>, ProblemHttpResult>> Find(GroupId id, OwnBatches own, BatchViewer viewer, CancellationToken cancellationToken) =>
        await own.FindAsync(id, cancellationToken) is { } batch ? TypedResults.Ok(await viewer.ViewAsync(batch, cancellationToken)) : Unknown(id);

    internal static async Task<Results<Ok<BatchCellsView>, ProblemHttpResult>> Cells(
        GroupId id,
        [FromQuery, Description("The place of the first one, from 0.")] int? from,
        [FromQuery, Description("At most 500; so many when left out.")] int? count,
        OwnBatches own, BatchViewer viewer, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (from < 0)
            errors.Add("from", "Places count from 0.");
        if (count is < 1 or > MostCells)
            errors.Add("count", $"Ask for 1 to {MostCells}.");
        if (errors.Any)
            return errors.ToProblem();
        return await own.FindAsync(id, cancellationToken) is { } batch
            ? TypedResults.Ok(await viewer.ViewCellsAsync(batch, from ?? 0, count ?? MostCells, cancellationToken))
            : Unknown(id);
    }

    internal static ProblemHttpResult Unknown(GroupId id) => ProblemKinds.NotFound.With($"There is no batch '{id}'.");

    internal static Results<Accepted<AcceptedBatch>, ProblemHttpResult> Answer(SubmitOutcome outcome) => outcome is SubmitOutcome.Accepted accepted
        ? TypedResults.Accepted($"/api/batches/{accepted.GroupId}", new AcceptedBatch(accepted.GroupId, accepted.Jobs.Count, accepted.Warnings))
        : GenerationEndpoints.Refusal(outcome);

    /// <summary>What was accepted is stored already: what cannot be written down now is written later.</summary>
    internal static async Task<SubmitOutcome> NotedAsync(SubmitOutcome outcome, BatchBook book, BatchNotes notes, CancellationToken cancellationToken)
    {
        if (outcome is SubmitOutcome.Accepted accepted && await book.FindAsync(accepted.GroupId, cancellationToken) is { } batch)
            await notes.KeepAsync(batch, cancellationToken);
        return outcome;
    }

    private static BatchPlanView ViewOf(BatchPlan plan, BatchEstimate estimate, IReadOnlyList<PreflightEngine> missing) => new(
        plan.Cells.Count, estimate.Cost.Work.Seconds, estimate.Cost.Bytes, estimate.Cost.Work.ModelSwitches, plan.Warnings, missing,
        [.. plan.Axes.Select(axis => new BatchAxisView(axis.Slot, axis.Label, axis.Values, axis.ZipWith))], BatchListView.Of(plan.List), estimate.Order,
        [.. plan.Cells.Take(5).Select(cell => cell.Prompt)]);
}
