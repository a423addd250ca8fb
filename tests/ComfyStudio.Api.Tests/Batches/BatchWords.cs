using System.Text.Json.Nodes;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Tests.Batches;

/// <summary>Batches in the words of the tests.</summary>
internal static class BatchWords
{
    /// <summary>A request that holds; <paramref name="parts"/> replace or add members.</summary>
    public static JsonObject Batch(string parts = "{}", string slots = "{}")
    {
        var request = StudioApi.Request(JsonNode.Parse(slots)!.AsObject());
        foreach (var (name, value) in JsonNode.Parse(parts)!.AsObject())
            request[name] = value?.DeepClone();
        return request;
    }

    public static async Task<string> SubmitBatchAsync(this StudioApi api, JsonObject request)
    {
        var answer = await api.PostAsync("/api/batches", request);
        Assert.True(answer.Status == 202, answer.ToString());
        return (string)answer.Body["id"]!;
    }

    public static async Task<JsonNode> BatchAsync(this StudioApi api, string id) => (await api.GetAsync($"/api/batches/{id}")).Body;

    public static async Task<IReadOnlyList<JsonNode>> CellsAsync(this StudioApi api, string id) =>
        [.. (await api.GetAsync($"/api/batches/{id}/cells")).Body["items"]!.AsArray().Select(cell => cell!)];

    /// <summary>The jobs in the order in which they will be claimed.</summary>
    public static async Task<IReadOnlyList<Job>> WaitingAsync(this StudioApi api) =>
        (await api.Queue.WaitingAsync("local", 0, 1000, TestContext.Current.CancellationToken)).Jobs;
}
