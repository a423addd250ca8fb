namespace ComfyStudio.Simulator.Tests.Protocol;

public sealed class SocketTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_socket_that_comes_back_is_told_the_running_node_and_nothing_more()
    {
        await using var server = await SimulatorClient.StartServerAsync(options => options.MillisecondsPerStep = 50);
        using var client = new SimulatorClient(server);
        await using (var first = await RecordingSocket.ConnectAsync(server.Address, "A", Token))
        {
            await client.SubmitAsync(SimulatorClient.TextToImage(steps: 60), Token, "A");
            await first.UntilAsync(line => line.StartsWith("progress 3 ", StringComparison.Ordinal), Token);
        }

        // Noticed any later, the end of the first would silence the second, as on a real server.
        while ((await server.Faults.GetStateAsync(Token)).Sockets > 0)
            await Task.Yield();
        await using var second = await RecordingSocket.ConnectAsync(server.Address, "A", Token);
        await second.UntilAsync(_ => true, Token);
        Assert.Equal("executing 3", second.Lines[0]);
        Assert.False(second.Last.GetProperty("data").TryGetProperty("prompt_id", out _));
        await client.PostAsync("/interrupt", "", Token);
        await second.UntilEndAsync(Token);
    }

    [Fact]
    public async Task The_first_of_two_sockets_with_one_id_falls_silent_and_takes_the_second_along_when_it_closes()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        var first = await RecordingSocket.ConnectAsync(server.Address, "A", Token);
        await using var second = await RecordingSocket.ConnectAsync(server.Address, "A", Token);
        await client.SubmitAsync(SimulatorClient.EmptyImage(1), Token, "A");
        await second.UntilEndAsync(Token);

        await first.DisposeAsync();
        while ((await server.Faults.GetStateAsync(Token)).Sockets > 1)
            await Task.Yield();
        await using var other = await RecordingSocket.ConnectAsync(server.Address, "B", Token);
        await client.SubmitAsync(SimulatorClient.EmptyImage(2), Token, "B");
        await other.UntilEndAsync(Token);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.UntilAsync(_ => true, patience.Token));
    }

    [Fact]
    public async Task Others_hear_of_the_queue_only()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await using var owner = await RecordingSocket.ConnectAsync(server.Address, "A", Token);
        await using var other = await RecordingSocket.ConnectAsync(server.Address, "B", Token);

        await client.SubmitAsync(SimulatorClient.TextToImage(), Token, "A");
        await owner.UntilEndAsync(Token);
        await other.UntilAsync(line => line == "status 0", Token);

        Assert.Equal(["status 1", "status 1", "status 0"], other.Lines);
    }

    [Fact]
    public async Task A_prompt_without_a_client_shows_its_progress_to_everybody()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await using var other = await RecordingSocket.ConnectAsync(server.Address, "B", Token);

        await client.SubmitAsync(SimulatorClient.TextToImage(steps: 2), Token);
        await other.UntilAsync(line => line == "status 0", Token);

        Assert.Contains("progress 3 1/2", other.Lines);
        Assert.DoesNotContain(other.Lines, line => line.StartsWith("executing", StringComparison.Ordinal) || line.StartsWith("execution", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Features_are_negotiated_with_the_first_message_only()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        await using var socket = await RecordingSocket.ConnectAsync(server.Address, "A", Token);

        await socket.SendAsync("not json", Token);
        await socket.SendAsync("""{"type": "feature_flags", "data": {"supports_preview_metadata": true}}""", Token);
        await socket.UntilAsync(line => line == "feature_flags", Token);

        Assert.Equal(104_857_600, socket.Last.GetProperty("data").GetProperty("max_upload_size").GetInt32());
    }
}
