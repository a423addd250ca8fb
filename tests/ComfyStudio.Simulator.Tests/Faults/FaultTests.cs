using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ComfyStudio.Simulator.Faults;
using ComfyStudio.Testing;

namespace ComfyStudio.Simulator.Tests.Faults;

public sealed class FaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_lost_after_acceptance_leaves_the_prompt_running()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        const string Id = "72fab192-1d16-45ad-8efe-18bb126ec11f";
        await server.Faults.SetAsync(new FaultPlan { DropAnswersAfterAcceptance = 1 }, Token);
        await using var socket = await RecordingSocket.ConnectAsync(server.Address, "A", Token);
        var body = new JsonObject { ["prompt"] = SimulatorClient.EmptyImage(), ["prompt_id"] = Id, ["client_id"] = "A" }.ToJsonString();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync("/prompt", body, Token));
        await socket.UntilEndAsync(Token);

        Assert.Equal("completed", (await client.GetJsonAsync($"/api/jobs/{Id}", Token)).GetProperty("status").GetString());
        Assert.Equal(0, (await server.Faults.GetAsync(Token)).DropAnswersAfterAcceptance);
    }

    [Fact]
    public async Task A_request_lost_before_acceptance_leaves_nothing()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await server.Faults.SetAsync(new FaultPlan { DropRequestsBeforeAcceptance = 1 }, Token);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync("/prompt", "{}", Token));

        Assert.Empty((await client.GetJsonAsync("/api/jobs", Token)).GetProperty("jobs").EnumerateArray());
    }

    [Fact]
    public async Task A_body_names_only_what_shall_go_wrong_and_the_rest_stays_as_it_is_without_it()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);

        using (var set = await client.Http.PutAsync("/simulator/faults", Json("""{ "failRequests": 1, "nodes": [{ "nodeType": "KSampler", "kind": "Error" }] }"""), Token))
            set.EnsureSuccessStatusCode();

        using var failed = await client.Http.GetAsync("/system_stats", Token);
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        using var passed = await client.Http.GetAsync("/system_stats", Token);
        Assert.Equal(HttpStatusCode.OK, passed.StatusCode);
        var plan = await server.Faults.GetAsync(Token);
        Assert.Equal((0, 500, ""), (plan.HoldRequests.Count, plan.FailStatus, plan.FailPath));
        var node = Assert.Single(plan.Nodes);
        Assert.Equal((1, "simulated failure", "RuntimeError"), (node.Times, node.Message, node.ExceptionType));
    }

    [Theory]
    [InlineData("""{ "holdRequests": null }""")]
    [InlineData("""{ "nodes": null }""")]
    [InlineData("""{ "failPath": null }""")]
    public async Task A_list_or_a_path_that_is_null_counts_as_not_named(string body)
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);

        using (var set = await client.Http.PutAsync("/simulator/faults", Json(body), Token))
            set.EnsureSuccessStatusCode();

        using var answer = await client.Http.GetAsync("/system_stats", Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Requests_fail_as_often_as_asked_and_only_where_asked()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await server.Faults.SetAsync(new FaultPlan { FailRequests = 2, FailStatus = 503, FailPath = "/queue" }, Token);

        var statuses = new List<HttpStatusCode>();
        foreach (var path in new[] { "/prompt", "/queue", "/queue", "/queue" })
        {
            using var answer = await client.Http.GetAsync(path, Token);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], statuses);
    }

    [Theory]
    [InlineData(NodeFaultKind.Error, "ValueError", "bad day")]
    [InlineData(NodeFaultKind.OutOfMemory, "torch.OutOfMemoryError", "Allocation on device")]
    [InlineData(NodeFaultKind.CudaFault, "torch.AcceleratorError", "CUDA error")]
    public async Task A_node_fails_in_the_words_of_the_real_one(NodeFaultKind kind, string exceptionType, string message)
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await server.Faults.SetAsync(
            new FaultPlan { Nodes = [new NodeFault("KSampler", kind) { ExceptionType = "ValueError", Message = "bad day" }] }, Token);
        await using var socket = await RecordingSocket.ConnectAsync(server.Address, "A", Token);

        var id = await client.SubmitAsync(SimulatorClient.TextToImage(), Token, "A");
        await socket.UntilEndAsync(Token);

        var error = (await client.GetJsonAsync($"/api/jobs/{id}", Token)).GetProperty("execution_error");
        Assert.Equal(exceptionType, error.GetProperty("exception_type").GetString());
        Assert.StartsWith(message, error.GetProperty("exception_message").GetString(), StringComparison.Ordinal);
        Assert.Empty((await server.Faults.GetAsync(Token)).Nodes);
    }

    [Fact]
    public async Task A_restart_forgets_queue_and_history_even_while_a_node_hangs_and_keeps_the_files()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await using (var socket = await RecordingSocket.ConnectAsync(server.Address, "A", Token))
        {
            await client.SubmitAsync(SimulatorClient.EmptyImage(), Token, "A");
            await socket.UntilEndAsync(Token);
            await server.Faults.SetAsync(new FaultPlan { Nodes = [new NodeFault("KSampler", NodeFaultKind.Hang)] }, Token);
            await client.SubmitAsync(SimulatorClient.TextToImage(), Token, "A");
            await socket.UntilAsync(line => line == "executing 3", Token);
        }

        await server.Faults.RestartAsync(Token);

        Assert.Empty((await client.GetJsonAsync("/api/jobs", Token)).GetProperty("jobs").EnumerateArray());
        Assert.Single(Directory.GetFiles(Path.Combine(server.Folder, "output", "lab")));
        await using var next = await RecordingSocket.ConnectAsync(server.Address, "B", Token);
        var (_, text) = await client.PostAsync("/prompt", new JsonObject { ["prompt"] = SimulatorClient.EmptyImage(), ["client_id"] = "B" }.ToJsonString(), Token);
        Assert.Contains("\"number\": 0", text, StringComparison.Ordinal);
        await next.UntilEndAsync(Token);
        Assert.Contains("executed 2 lab/empty_00002_.png", next.Lines);
    }

    [Fact]
    public async Task A_lost_output_is_reported_and_not_there()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await server.Faults.SetAsync(new FaultPlan { LoseOutputs = 1 }, Token);
        await using var socket = await RecordingSocket.ConnectAsync(server.Address, "A", Token);

        await client.SubmitAsync(SimulatorClient.EmptyImage(), Token, "A");
        await socket.UntilEndAsync(Token);

        Assert.Contains("executed 2 lab/empty_00001_.png", socket.Lines);
        using var answer = await client.Http.GetAsync("/view?filename=empty_00001_.png&subfolder=lab", Token);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_stalled_catalogue_answers_when_it_is_let_go()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await server.Faults.SetAsync(new FaultPlan { StallObjectInfo = true }, Token);

        var asked = client.Http.GetAsync("/object_info", Token);
        await client.GetJsonAsync("/prompt", Token);
        Assert.False(asked.IsCompleted);
        await server.Faults.ClearAsync(Token);

        using var answer = await asked;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_held_request_has_no_effect_until_it_is_let_go()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await server.Faults.SetAsync(new FaultPlan { HoldRequests = ["/prompt"] }, Token);

        var asked = client.SubmitAsync(SimulatorClient.EmptyImage(), Token);
        Assert.Empty((await client.GetJsonAsync("/api/jobs", Token)).GetProperty("jobs").EnumerateArray());
        Assert.False(asked.IsCompleted);
        await server.Faults.ClearAsync(Token);

        await client.GetJsonAsync($"/api/jobs/{await asked}", Token);
    }

    [Fact]
    public async Task A_held_answer_is_one_to_a_prompt_that_runs()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await server.Faults.SetAsync(new FaultPlan { HoldAnswersAfterAcceptance = 1 }, Token);

        var asked = client.SubmitAsync(SimulatorClient.EmptyImage(), Token);
        await Eventually.TrueAsync(async () => (await server.Faults.GetStateAsync(Token)).Finished == 1, Token);
        Assert.False(asked.IsCompleted);
        await server.Faults.ClearAsync(Token);

        Assert.Equal("completed", (await client.GetJsonAsync($"/api/jobs/{await asked}", Token)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Cut_sockets_break_and_silent_ones_stay_open_without_a_word()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await using var cut = await RecordingSocket.ConnectAsync(server.Address, "A", Token);
        await server.Faults.CutSocketsAsync(Token);
        await Assert.ThrowsAnyAsync<Exception>(() => cut.UntilAsync(line => line == "never", Token));

        await using var silent = await RecordingSocket.ConnectAsync(server.Address, "B", Token);
        await server.Faults.SetAsync(new FaultPlan { SilentSockets = true }, Token);
        await client.SubmitAsync(SimulatorClient.EmptyImage(), Token, "B");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => silent.UntilAsync(_ => true, patience.Token));
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
