using System.Text.Json.Nodes;

namespace ComfyStudio.Simulator.Tests.Execution;

/// <summary>What the socket says, line by line, against recordings of a real ComfyUI 0.33.</summary>
public sealed class EventOrderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_prompt_that_starts_cold_and_is_interrupted_says_what_was_recorded()
    {
        await using var server = await SimulatorClient.StartServerAsync(options => options.MillisecondsPerStep = 150);
        using var client = new SimulatorClient(server);
        await using var socket = await RecordingSocket.ConnectAsync(server.Address, "A", Token);

        await client.SubmitAsync(SimulatorClient.TextToImage(steps: 60), Token, "A");
        await socket.UntilAsync(line => line == "progress 3 3/60", Token);
        await client.PostAsync("/interrupt", "", Token);
        await socket.UntilEndAsync(Token);

        Assert.Equal(Recorded("interrupt"), socket.Lines);
    }

    [Fact]
    public async Task An_equal_prompt_is_answered_from_the_cache_with_the_old_file()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await using var socket = await RecordingSocket.ConnectAsync(server.Address, "A", Token);
        await RunAsync(client, socket, SimulatorClient.TextToImage());

        await RunAsync(client, socket, SimulatorClient.TextToImage());

        Assert.Equal(Recorded("text_to_image_cached"), socket.Lines);
        Assert.Single(Directory.GetFiles(Path.Combine(server.Folder, "output", "lab")));
    }

    [Fact]
    public async Task With_another_seed_only_the_sampler_and_what_follows_it_run()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await using var socket = await RecordingSocket.ConnectAsync(server.Address, "A", Token);
        await RunAsync(client, socket, SimulatorClient.TextToImage());

        await RunAsync(client, socket, SimulatorClient.TextToImage(seed: 5, steps: 2));

        Assert.Equal(Recorded("text_to_image_other_seed"), socket.Lines);
    }

    [Theory]
    [InlineData(false, "previews_plain")]
    [InlineData(true, "previews_with_metadata")]
    public async Task Previews_come_where_they_were_recorded(bool wantsMetadata, string recording)
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await using var socket = await RecordingSocket.ConnectAsync(server.Address, "A", Token, wantsMetadata);
        await RunAsync(client, socket, SimulatorClient.TextToImage(seed: 1, steps: 1));

        await RunAsync(client, socket, SimulatorClient.TextToImage(seed: 2, steps: 3), new JsonObject { ["preview_method"] = "latent2rgb" });

        Assert.Equal(WithoutFileNumbers(Recorded(recording)), WithoutFileNumbers(socket.Lines));
    }

    [Fact]
    public async Task A_node_that_throws_ends_the_prompt_and_keeps_what_was_made_before()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "input", "corrupt.png"), "no picture", Token);
        await using var socket = await RecordingSocket.ConnectAsync(server.Address, "A", Token);

        await RunAsync(client, socket, (JsonObject)JsonNode.Parse("""
            {"1": {"class_type": "LoadImage", "inputs": {"image": "corrupt.png"}},
             "2": {"class_type": "PreviewImage", "inputs": {"images": ["1", 0]}}}
            """)!);
        Assert.Equal(Recorded("execution_error"), socket.Lines);

        await RunAsync(client, socket, (JsonObject)JsonNode.Parse("""
            {"a1": {"class_type": "EmptyImage", "inputs": {"width": 8, "height": 8, "batch_size": 1, "color": 0}},
             "a2": {"class_type": "SaveImage", "inputs": {"filename_prefix": "lab/empty", "images": ["a1", 0]}},
             "1": {"class_type": "LoadImage", "inputs": {"image": "corrupt.png"}},
             "2": {"class_type": "PreviewImage", "inputs": {"images": ["1", 0]}}}
            """)!);
        Assert.Equal(Recorded("execution_error_after_an_output"), socket.Lines);
    }

    [Fact]
    public async Task Pictures_for_the_socket_travel_as_frames_and_leave_no_file()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await using var socket = await RecordingSocket.ConnectAsync(server.Address, "A", Token);

        await RunAsync(client, socket, (JsonObject)JsonNode.Parse("""
            {"1": {"class_type": "EmptyImage", "inputs": {"width": 64, "height": 64, "batch_size": 2, "color": 255}},
             "2": {"class_type": "SaveImageWebsocket", "inputs": {"images": ["1", 0]}}}
            """)!);

        Assert.Equal(Recorded("images_on_the_socket"), socket.Lines);
        Assert.Empty(Directory.GetFiles(Path.Combine(server.Folder, "output")));
    }

    private static async Task RunAsync(SimulatorClient client, RecordingSocket socket, JsonObject prompt, JsonObject? extraData = null)
    {
        socket.Lines.Clear();
        await client.SubmitAsync(prompt, Token, "A", extraData);
        await socket.UntilEndAsync(Token);
    }

    private static string[] Recorded(string name) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Recordings", name + ".txt"));

    private static IEnumerable<string> WithoutFileNumbers(IEnumerable<string> lines) =>
        lines.Select(line => line.StartsWith("executed ", StringComparison.Ordinal) ? "executed" : line);
}
