using System.Text.Json.Nodes;
using ComfyStudio.Simulator.Execution;

namespace ComfyStudio.Simulator.Protocol;

/// <summary>/api/jobs: pending, running and ended prompts under one roof.</summary>
internal static class JobEndpoints
{
    private static readonly string[] Statuses = ["pending", "in_progress", "completed", "failed", "cancelled"];

    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/api/jobs", ["GET", "HEAD"], List);
        routes.MapMethods("/api/jobs/{jobId}", ["GET", "HEAD"], Show);
        routes.MapPost("/api/jobs/{jobId}/cancel", Cancel);
        routes.MapPost("/api/jobs/cancel", CancelMany);
    }

    private static Task List(HttpContext http, PromptQueue queue)
    {
        var query = JobQuery.Read(http.Request.Query, Statuses);
        if (query.Error is { } error)
            return PlainAnswers.JsonAsync(http, new Fields { { "error", error } }, 400);
        var jobs = query.Sort(AllOf(queue.View()).Where(query.Wants)).ToList();
        var page = jobs.Skip(query.Offset).Take(query.Limit ?? int.MaxValue).ToList();
        return PlainAnswers.JsonAsync(http, new Fields
        {
            { "jobs", page.Select(job => job.ToFields()).ToList() },
            { "pagination", new Fields
                {
                    { "offset", query.Offset }, { "limit", query.Limit }, { "total", jobs.Count },
                    { "has_more", query.Offset + page.Count < jobs.Count },
                }
            },
        });
    }

    private static Task Show(HttpContext http, PromptQueue queue, string jobId)
    {
        // Unfinished first: the moment between the two looks must not show a known job as unknown.
        if (queue.FindUnfinished(jobId) is { } unfinished)
            return PlainAnswers.JsonAsync(http, JobView.Of(unfinished.Item, unfinished.Since).ToDetail());
        return queue.FindFinished(jobId) is { } finished
            ? PlainAnswers.JsonAsync(http, JobView.Of(finished).ToDetail())
            : PlainAnswers.JsonAsync(http, new Fields { { "error", "Job not found" } }, 404);
    }

    private static Task Cancel(HttpContext http, PromptQueue queue, string jobId) =>
        PlainAnswers.JsonAsync(http, new Fields { { "cancelled", queue.Cancel(jobId) } });

    private static async Task CancelMany(HttpContext http, PromptQueue queue)
    {
        JsonNode? body;
        try
        {
            body = await PlainAnswers.ReadJsonAsync(http);
        }
        catch (ServerTrouble)
        {
            await PlainAnswers.JsonAsync(http, new Fields { { "error", "Request body must be valid JSON" } }, 400);
            return;
        }
        if ((body as JsonObject)?["job_ids"] is not JsonArray given)
        {
            await PlainAnswers.JsonAsync(http, new Fields { { "error", "job_ids must be a list" } }, 400);
            return;
        }
        var ids = given.Select(id => id?.ToString() ?? "").ToList();
        var invalid = ids.Where(id => !Guid.TryParseExact(id, "D", out _)).ToList();
        if (invalid.Count > 0)
        {
            await PlainAnswers.JsonAsync(
                http, new Fields { { "error", "job_ids contains invalid id(s)" }, { "invalid_ids", invalid } }, 400);
            return;
        }
        await PlainAnswers.JsonAsync(http, new Fields { { "cancelled", ids.Select(queue.Cancel).ToList().Contains(true) } });
    }

    private static IEnumerable<JobView> AllOf(QueueView view)
    {
        if (view.Running is { } running)
            yield return JobView.Of(running, view.RunningSince);
        foreach (var item in view.Pending)
            yield return JobView.Of(item, null);
        foreach (var finished in view.History)
            yield return JobView.Of(finished);
    }
}
