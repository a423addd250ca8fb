using System.Globalization;
using System.Text.Json.Nodes;
using ComfyStudio.Simulator.Execution;

namespace ComfyStudio.Simulator.Protocol;

/// <summary>/queue, /history, /interrupt and /free.</summary>
internal static class QueueEndpoints
{
    public static void MapQueue(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/queue", ["GET", "HEAD"], ShowQueue);
        routes.MapPost("/queue", EditQueue);
        routes.MapMethods("/history", ["GET", "HEAD"], ShowHistory);
        routes.MapMethods("/history/{promptId}", ["GET", "HEAD"], ShowEntry);
        routes.MapPost("/history", EditHistory);
        routes.MapPost("/interrupt", Interrupt);
        routes.MapPost("/free", Free);
    }

    // The heap as it lies in memory, not in the order of execution.
    private static Task ShowQueue(HttpContext http, PromptQueue queue)
    {
        var view = queue.View();
        return PlainAnswers.JsonAsync(http, new Fields
        {
            { "queue_running", view.Running is null ? [] : new[] { view.Running.Tuple } },
            { "queue_pending", view.Pending.Select(item => item.Tuple) },
        });
    }

    private static async Task EditQueue(HttpContext http, PromptQueue queue)
    {
        var body = await ReadObjectAsync(http);
        if (IsTrue(body["clear"]))
            queue.ClearPending();
        foreach (var id in Ids(body["delete"]))
            queue.DeletePending(id);
        await PlainAnswers.EmptyAsync(http);
    }

    private static Task ShowHistory(HttpContext http, PromptQueue queue)
    {
        var history = queue.View().History;
        var offset = WholeOf(http, "offset") ?? -1;
        var count = WholeOf(http, "max_items");
        var start = offset < 0 && count is not null ? history.Count - count.Value : Math.Max(offset, 0);
        var entries = new Fields();
        foreach (var finished in history.Skip(Math.Max(start, 0)).Take(Math.Max(count ?? int.MaxValue, 0)))
            entries.Add(finished.Item.Id, finished.ToHistory());
        return PlainAnswers.JsonAsync(http, entries);
    }

    // Pending, running and unknown look the same here: an empty object.
    private static Task ShowEntry(HttpContext http, PromptQueue queue, string promptId)
    {
        var entries = new Fields();
        if (queue.FindFinished(promptId) is { } finished)
            entries.Add(promptId, finished.ToHistory());
        return PlainAnswers.JsonAsync(http, entries);
    }

    private static async Task EditHistory(HttpContext http, PromptQueue queue)
    {
        var body = await ReadObjectAsync(http);
        if (IsTrue(body["clear"]))
            queue.ClearHistory();
        foreach (var id in Ids(body["delete"]))
            queue.DeleteHistory(id);
        await PlainAnswers.EmptyAsync(http);
    }

    private static async Task Interrupt(HttpContext http, PromptQueue queue)
    {
        JsonNode? body;
        try
        {
            body = await PlainAnswers.ReadJsonAsync(http);
        }
        catch (ServerTrouble)
        {
            body = new JsonObject();
        }
        var request = body as JsonObject ?? throw new ServerTrouble("'list' object has no attribute 'get'");
        queue.Interrupt(request["prompt_id"]?.ToString() is { Length: > 0 } id ? id : null);
        await PlainAnswers.EmptyAsync(http);
    }

    private static async Task Free(HttpContext http, EngineRoom room)
    {
        var body = await ReadObjectAsync(http);
        room.AskToFree(IsTrue(body["unload_models"]), IsTrue(body["free_memory"]));
        await PlainAnswers.EmptyAsync(http);
    }

    private static async Task<JsonObject> ReadObjectAsync(HttpContext http) =>
        await PlainAnswers.ReadJsonAsync(http) as JsonObject ?? throw new ServerTrouble("'list' object has no attribute 'get'");

    private static bool IsTrue(JsonNode? value) => value is not null && (bool)PythonValues.Convert(value, "BOOLEAN").Value!;

    private static IEnumerable<string> Ids(JsonNode? value) => value is JsonArray ids ? ids.Select(id => id?.ToString() ?? "") : [];

    private static int? WholeOf(HttpContext http, string name)
    {
        var text = http.Request.Query[name].ToString();
        if (text.Length == 0)
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ServerTrouble($"invalid literal for int() with base 10: '{text}'");
    }
}
