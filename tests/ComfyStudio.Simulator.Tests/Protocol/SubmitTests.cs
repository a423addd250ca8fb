using System.Net;
using System.Text.Json.Nodes;

namespace ComfyStudio.Simulator.Tests.Protocol;

/// <summary>POST /prompt: what was sent to a real ComfyUI 0.33, sent again, must be answered alike.</summary>
public sealed class SubmitTests
{
    private static readonly JsonArray Recording =
        (JsonArray)JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recordings", "post_prompt.json")))!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_recorded_request_gets_the_recorded_answer()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        var differences = new List<string>();

        foreach (var entry in Recording)
        {
            var (status, text) = await client.PostAsync("/prompt", (string)entry!["request"]!, Token);
            if ((int)status != (int)entry["status"]!)
                differences.Add($"{entry["note"]}: {(int)status} for {entry["status"]}: {text}");
            else if (entry["body"] is { } body && !JsonNode.DeepEquals(body, Comparable(text)))
                differences.Add($"{entry["note"]}:\n  got  {Comparable(text)?.ToJsonString()}\n  want {body.ToJsonString()}");
            else if (entry["text"] is { } plain)
                Assert.Equal((string)plain!, text);
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    [Fact]
    public async Task Credentials_are_dropped_and_other_extra_data_is_shown()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await using var socket = await RecordingSocket.ConnectAsync(server.Address, "A", Token);

        var id = await client.SubmitAsync(
            SimulatorClient.EmptyImage(), Token, "A", new JsonObject { ["api_key_comfy_org"] = "secret", ["foo"] = "bar" });
        await socket.UntilEndAsync(Token);

        var history = (await client.GetJsonAsync($"/history/{id}", Token)).GetRawText();
        Assert.Contains("\"foo\": \"bar\"", history, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pending_prompt_with_the_same_number_and_id_is_answered_500_and_yet_queued()
    {
        await using var server = await SimulatorClient.StartServerAsync(options => options.MillisecondsPerStep = 5000);
        using var client = new SimulatorClient(server);
        await client.SubmitAsync(SimulatorClient.TextToImage(), Token);
        var body = new JsonObject { ["prompt"] = SimulatorClient.EmptyImage(), ["prompt_id"] = "72fab192-1d16-45ad-8efe-18bb126ec11f", ["number"] = 5 };

        var (first, _) = await client.PostAsync("/prompt", body.ToJsonString(), Token);
        var (second, text) = await client.PostAsync("/prompt", body.ToJsonString(), Token);

        Assert.Equal(HttpStatusCode.OK, first);
        Assert.Equal(HttpStatusCode.InternalServerError, second);
        Assert.Equal("500 Internal Server Error\n\nServer got itself in trouble", text);
        Assert.Equal(2, (await client.GetJsonAsync("/queue", Token)).GetProperty("queue_pending").GetArrayLength());
    }

    private static JsonNode? Comparable(string text)
    {
        var body = JsonNode.Parse(text);
        if (body is JsonObject answer)
        {
            answer.Remove("prompt_id");
            answer.Remove("number");
        }
        RemoveTracebacks(body);
        return body;
    }

    private static void RemoveTracebacks(JsonNode? node)
    {
        if (node is JsonObject fields)
        {
            fields.Remove("traceback");
            foreach (var (_, value) in fields)
                RemoveTracebacks(value);
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
                RemoveTracebacks(item);
        }
    }
}
