using System.ComponentModel;
using System.Globalization;
using ComfyStudio.Api.Jobs.Estimating;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ComfyStudio.Api.Jobs;

internal static class JobEndpoints
{
    private const int MostPerPage = 200;

    public static WebApplicationBuilder AddJobViews(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Forecaster>();
        builder.Services.AddSingleton<CostForecaster>();
        builder.Services.AddSingleton<RunningHints>();
        builder.Services.AddSingleton<MomentReader>();
        builder.Services.AddSingleton<JobViewer>();
        builder.Services.AddSingleton<JobRetrier>();
        builder.Services.AddJsonContext(JobsJson.Default);
        return builder;
    }

    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/api/jobs").WithTags("Jobs").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        jobs.MapGet("", List).WithName("listJobs").WithSummary("Jobs, newest first")
            .WithDescription("`state` takes names with commas, or `active` (everything that has not ended) or `ended`. `next` is the `after` of the next page.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        jobs.MapGet("{id:hexid}", Find).WithName("getJob").WithSummary("One job with its graph, failures and times")
            .ProducesProblem(StatusCodes.Status404NotFound);
        jobs.MapGet("{id:hexid}/preview", Preview).WithName("getJobPreview").WithSummary("The picture as it is now, while the engine works on it")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg").ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static async Task<Results<Ok<JobPage>, ProblemHttpResult>> List(
        [AsParameters] JobQuery query, JobQueue queue, JobViewer viewer, CurrentOwner owner, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var filter = query.Read(owner, errors, out var before, out var limit);
        if (errors.Any)
            return errors.ToProblem();

        var jobs = await queue.ListAsync(filter, before, limit + 1, cancellationToken);
        var page = jobs.Take(limit).ToList();
        var next = jobs.Count > limit ? page[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new JobPage(await viewer.ViewAsync(page, cancellationToken), next));
    }

    internal static async Task<Results<Ok<JobDetailView>, ProblemHttpResult>> Find(
        JobId id, JobQueue queue, JobViewer viewer, CurrentOwner owner, CancellationToken cancellationToken) =>
        await FindOwnAsync(id, queue, owner, cancellationToken) is { } job
            ? TypedResults.Ok(new JobDetailView(await viewer.ViewAsync(job, cancellationToken), job))
            : Unknown(id);

    internal static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Preview(
        JobId id, JobQueue queue, RunningHints hints, CurrentOwner owner, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await FindOwnAsync(id, queue, owner, cancellationToken) is null || hints.Find(id)?.Preview is not { } preview)
            return ProblemKinds.NotFound.With("There is no preview of this job now.");
        response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(preview.Image, preview.ContentType is "image/png" ? "image/png" : "image/jpeg");
    }

    private static async Task<Job?> FindOwnAsync(JobId id, JobQueue queue, CurrentOwner owner, CancellationToken cancellationToken) =>
        await queue.FindAsync(id, cancellationToken) is { } job && owner.Owns(job.Spec.Owner) ? job : null;

    private static ProblemHttpResult Unknown(JobId id) => ProblemKinds.NotFound.With($"There is no job '{id}'. It may have been too long ago.");

    internal sealed record JobQuery
    {
        [FromQuery(Name = "state"), Description("State names with commas, or `active`, or `ended`.")]
        public string? State { get; init; }

        [FromQuery(Name = "group"), Description("Only the jobs of this generation.")]
        public string? Group { get; init; }

        [FromQuery(Name = "limit"), Description("At most 200; 50 when left out.")]
        public int? Limit { get; init; }

        [FromQuery(Name = "after"), Description("The `next` of the page before.")]
        public string? After { get; init; }

        public JobFilter Read(CurrentOwner owner, FieldErrors errors, out long? before, out int limit)
        {
            GroupId? group = null;
            if (!string.IsNullOrEmpty(Group))
            {
                if (GroupId.TryParse(Group, null, out var id))
                    group = id;
                else
                    errors.Add("group", "This is no id of a generation.");
            }

            before = Cursor(errors);
            limit = Limit ?? 50;
            if (limit is < 1 or > MostPerPage)
                errors.Add("limit", $"Limit must be from 1 to {MostPerPage}.");
            return new JobFilter(JobFilters.ReadStates(State, errors), group, owner.Name);
        }

        private long? Cursor(FieldErrors errors)
        {
            if (string.IsNullOrEmpty(After))
                return null;
            if (long.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
                return sequence;
            errors.Add("after", "This is not the 'next' of a page.");
            return null;
        }
    }
}

/// <param name="Next">The <c>after</c> of the next page; null on the last one.</param>
internal sealed record JobPage(IReadOnlyList<JobView> Items, string? Next);
