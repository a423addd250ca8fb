using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.Simulator.Execution;

namespace ComfyStudio.Simulator.Tests.Protocol;

public sealed class QueueTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_heap_lies_in_memory_as_pythons_heapq_does()
    {
        var heap = new PromptHeap();
        foreach (var number in new[] { 5, 3, 8, 1, 9, 2, 7, 4 })
            heap.Push(Item(number));
        Assert.Equal([1, 3, 2, 4, 9, 8, 7, 5], Numbers(heap));

        heap.RemoveAt(1);
        Assert.Equal([1, 2, 4, 9, 8, 7, 5], Numbers(heap));

        Assert.Equal(1d, heap.Pop()!.Priority);
        Assert.Equal([2, 5, 4, 9, 8, 7], Numbers(heap));
    }

    [Fact]
    public async Task Front_goes_before_the_rest_and_a_deleted_prompt_leaves_no_trace()
    {
        await using var server = await SimulatorClient.StartServerAsync(options => options.MillisecondsPerStep = 5000);
        using var client = new SimulatorClient(server);
        var running = await client.SubmitAsync(SimulatorClient.TextToImage(), Token);
        await WaitUntilRunningAsync(client, running);
        var waiting = await client.SubmitAsync(SimulatorClient.EmptyImage(1), Token);
        var (_, text) = await client.PostAsync("/prompt", new JsonObject { ["prompt"] = SimulatorClient.EmptyImage(2), ["front"] = true }.ToJsonString(), Token);
        Assert.Equal(-2, JsonDocument.Parse(text).RootElement.GetProperty("number").GetInt32());
        Assert.Equal(3, (await client.GetJsonAsync("/prompt", Token)).GetProperty("exec_info").GetProperty("queue_remaining").GetInt32());

        await client.PostAsync("/queue", $$"""{"delete": ["{{waiting}}"]}""", Token);
        Assert.Equal("{}", await client.Http.GetStringAsync($"/history/{waiting}", Token));
        using var gone = await client.Http.GetAsync($"/api/jobs/{waiting}", Token);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal("in_progress", (await client.GetJsonAsync($"/api/jobs/{running}", Token)).GetProperty("status").GetString());

        await client.PostAsync("/queue", """{"clear": true}""", Token);
        Assert.Equal(0, (await client.GetJsonAsync("/queue", Token)).GetProperty("queue_pending").GetArrayLength());
    }

    [Fact]
    public async Task Cancelling_works_for_pending_and_running_jobs_and_says_no_for_ended_ones()
    {
        await using var server = await SimulatorClient.StartServerAsync(options => options.MillisecondsPerStep = 40);
        using var client = new SimulatorClient(server);
        await using var socket = await RecordingSocket.ConnectAsync(server.Address, "A", Token);
        var running = await client.SubmitAsync(SimulatorClient.TextToImage(steps: 1000), Token, "A");
        var pending = await client.SubmitAsync(SimulatorClient.EmptyImage(), Token);
        await socket.UntilAsync(line => line.StartsWith("progress 3 ", StringComparison.Ordinal), Token);

        Assert.Equal("""{"cancelled": true}""", (await client.PostAsync($"/api/jobs/{pending}/cancel", "", Token)).Text);
        Assert.Equal("""{"cancelled": true}""", (await client.PostAsync("/api/jobs/cancel", $$"""{"job_ids": ["{{running}}"]}""", Token)).Text);
        await socket.UntilEndAsync(Token);

        Assert.Equal("""{"cancelled": false}""", (await client.PostAsync($"/api/jobs/{running}/cancel", "", Token)).Text);
        var job = await client.GetJsonAsync($"/api/jobs/{running}", Token);
        Assert.Equal("cancelled", job.GetProperty("status").GetString());
        var history = (await client.GetJsonAsync($"/history/{running}", Token)).GetProperty(running).GetProperty("status");
        Assert.Equal("error", history.GetProperty("status_str").GetString());
        Assert.Equal("execution_interrupted", history.GetProperty("messages")[2][0].GetString());
    }

    [Fact]
    public async Task An_interrupt_on_an_idle_server_or_of_another_prompt_does_nothing()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await client.PostAsync("/interrupt", "", Token);
        await using var socket = await RecordingSocket.ConnectAsync(server.Address, "A", Token);

        var id = await client.SubmitAsync(SimulatorClient.TextToImage(), Token, "A");
        await client.PostAsync("/interrupt", """{"prompt_id": "38c13dfa-e102-4bd2-8f2f-3a16cb16f7f4"}""", Token);
        await socket.UntilEndAsync(Token);

        Assert.Equal("completed", (await client.GetJsonAsync($"/api/jobs/{id}", Token)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Freeing_memory_makes_the_next_equal_prompt_run_again()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await using var socket = await RecordingSocket.ConnectAsync(server.Address, "A", Token);
        await client.SubmitAsync(SimulatorClient.EmptyImage(), Token, "A");
        await socket.UntilEndAsync(Token);

        await client.PostAsync("/free", """{"free_memory": true}""", Token);
        socket.Lines.Clear();
        await client.SubmitAsync(SimulatorClient.EmptyImage(), Token, "A");
        await socket.UntilEndAsync(Token);

        Assert.Contains("executed 2 lab/empty_00002_.png", socket.Lines);
    }

    [Fact]
    public async Task Lists_are_paged_and_bad_parameters_are_named()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await using var socket = await RecordingSocket.ConnectAsync(server.Address, "A", Token);
        for (var i = 0; i < 3; i++)
        {
            await client.SubmitAsync(SimulatorClient.EmptyImage(i), Token, "A");
            await socket.UntilEndAsync(Token);
        }

        var page = await client.GetJsonAsync("/api/jobs?status=completed&limit=2", Token);
        Assert.Equal("""{"offset": 0, "limit": 2, "total": 3, "has_more": true}""", page.GetProperty("pagination").GetRawText());
        using var bad = await client.Http.GetAsync("/api/jobs?status=nope", Token);
        Assert.Equal(
            """{"error": "Invalid status value(s): nope. Valid values: pending, in_progress, completed, failed, cancelled"}""",
            await bad.Content.ReadAsStringAsync(Token));
        Assert.Single((await client.GetJsonAsync("/history?max_items=1", Token)).EnumerateObject());
        using var trouble = await client.Http.GetAsync("/history?max_items=abc", Token);
        Assert.Equal(HttpStatusCode.InternalServerError, trouble.StatusCode);
    }

    private static async Task WaitUntilRunningAsync(SimulatorClient client, string id)
    {
        while ((await client.GetJsonAsync($"/api/jobs/{id}", Token)).GetProperty("status").GetString() != "in_progress")
            await Task.Yield();
    }

    private static IEnumerable<int> Numbers(PromptHeap heap) => heap.Items.Select(item => (int)item.Priority);

    private static PromptItem Item(long number) =>
        new("00000000-0000-4000-8000-000000000000", number, new Graph([]), new JsonObject { ["create_time"] = 0L }, []);
}
