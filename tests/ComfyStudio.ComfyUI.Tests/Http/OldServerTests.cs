using System.Collections.Concurrent;
using ComfyStudio.ComfyUI.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace ComfyStudio.ComfyUI.Tests.Http;

/// <summary>A server from before the jobs API: GET of its paths falls through to the frontend's files, POST is not allowed there.</summary>
public sealed class OldServerTests
{
    private const string Queue = """{"queue_running": [[1, "running"]], "queue_pending": [[2, "pending"]]}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_is_found_in_the_queue_or_the_history()
    {
        var history = Fixture.Text("history_success.json");
        var finished = history.Split('"')[1];
        await using var engine = await WebEngine.StartAsync(
            ("GET /queue", Queue), ($"GET /history/{finished}", history), ("GET /history/unknown", "{}"));
        var client = engine.Client();

        Assert.False(await client.HasJobsApiAsync(Cancellation));
        Assert.Equal(EngineJobStatus.Running, (await client.FindJobAsync("running", Cancellation))!.Status);
        Assert.Equal(EngineJobStatus.Pending, (await client.FindJobAsync("pending", Cancellation))!.Status);
        Assert.Single((await client.FindJobAsync(finished, Cancellation))!.Outputs["2"].Files);
        Assert.Null(await client.FindJobAsync("unknown", Cancellation));
        Assert.Empty(await client.ListJobsAsync(Cancellation));
        Assert.Equal("{}", (await client.GetFeaturesAsync(Cancellation)).GetRawText());
    }

    [Fact]
    public async Task A_new_servers_unknown_job_is_not_looked_for_elsewhere()
    {
        await using var engine = await WebEngine.StartAsync(404, "application/json", """{"error": "Job not found"}""");

        Assert.Null(await engine.Client().FindJobAsync("unknown", Cancellation));
        Assert.False(await engine.Client().CancelAsync("unknown", Cancellation));
    }

    [Theory]
    [InlineData("running", true, "POST /interrupt {\"prompt_id\":\"running\"}")]
    [InlineData("pending", true, "POST /queue {\"delete\":[\"pending\"]}")]
    [InlineData("unknown", false, null)]
    public async Task Cancelling_touches_that_prompt_alone(string promptId, bool cancelled, string? call)
    {
        var calls = new ConcurrentQueue<string>();
        await using var engine = await WebEngine.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var text = $"{context.Request.Method} {context.Request.Path} {await reader.ReadToEndAsync(context.RequestAborted)}";
            if (context.Request.Path.StartsWithSegments("/api"))
            {
                context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            }
            else if (context.Request.Method == "GET")
            {
                var queue = calls.IsEmpty ? Queue : """{"queue_running": [[1, "running"]], "queue_pending": []}""";
                await WebEngine.AnswerAsync(context, 200, "application/json", queue);
            }
            else
            {
                calls.Enqueue(text);
            }
        });

        Assert.Equal(cancelled, await engine.Client().CancelAsync(promptId, Cancellation));
        Assert.Equal(call is null ? [] : [call], calls);
    }
}
