using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ComfyStudio.Simulator.Execution;
using ComfyStudio.Simulator.Faults;
using ComfyStudio.Simulator.Nodes;

namespace ComfyStudio.Simulator.Protocol;

/// <summary>GET and POST /prompt.</summary>
internal static partial class PromptEndpoints
{
    // Credentials of paid nodes: split off before queueing, seen by nobody afterwards.
    private static readonly string[] SensitiveKeys = ["api_key_comfy_org", "auth_token_comfy_org"];

    public static void MapPrompt(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/prompt", ["GET", "HEAD"], Count);
        routes.MapPost("/prompt", Submit);
    }

    private static Task Count(HttpContext http, PromptQueue queue) => PlainAnswers.JsonAsync(
        http, new Fields { { "exec_info", new Fields { { "queue_remaining", queue.Remaining } } } });

    private static async Task Submit(HttpContext http, PromptQueue queue, GraphValidator validator, Pace pace, FaultBox faults)
    {
        var body = await PlainAnswers.ReadJsonAsync(http);
        if (body is not (JsonObject or JsonArray))
            throw new ServerTrouble("argument of type 'NoneType' is not a container or iterable");
        var request = body as JsonObject ?? [];
        var number = ReadNumber(request, queue);
        if (!request.ContainsKey("prompt"))
        {
            await Refuse(http, GraphValidator.Error("no_prompt", "No prompt provided", "No prompt provided"), new Fields());
            return;
        }
        if (ReadPromptId(request) is not { } promptId)
        {
            await Refuse(http, InvalidId(), new Fields());
            return;
        }
        var nodes = request["prompt"] as JsonObject ?? throw new ServerTrouble("list indices must be integers or slices, not str");
        var extraData = ReadExtraData(http, request);
        var validation = validator.Validate(nodes, request["partial_execution_targets"]);
        if (validation.Error is { } error)
        {
            await Refuse(http, error, validation.NodeErrors);
            return;
        }
        extraData["create_time"] = pace.Milliseconds;
        request.Remove("prompt");
        queue.Add(new PromptItem(promptId, number, new Graph(nodes), extraData, validation.Outputs).Seal());
        if (faults.DropsAnswerAfterAcceptance(http))
            return;
        await faults.HoldAnswerAsync(http.RequestAborted);
        await PlainAnswers.JsonAsync(
            http, new Fields { { "prompt_id", promptId }, { "number", number }, { "node_errors", validation.NodeErrors } });
    }

    private static Task Refuse(HttpContext http, Fields error, Fields nodeErrors) =>
        PlainAnswers.JsonAsync(http, new Fields { { "error", error }, { "node_errors", nodeErrors } }, 400);

    private static Fields InvalidId() => GraphValidator.Error(
        "invalid_prompt_id", "prompt_id must be a valid UUID",
        "prompt_id must be a UUID string in canonical lowercase hyphenated form; omit it to let the server generate one");

    private static object ReadNumber(JsonObject request, PromptQueue queue)
    {
        if (request.TryGetPropertyValue("number", out var given))
        {
            var (value, problem) = PythonValues.Convert(given, "FLOAT");
            return problem is null ? (double)value!.AsValue().GetValue<double>() : throw new ServerTrouble(problem);
        }
        var number = queue.NextNumber();
        return request["front"] is JsonValue front && front.TryGetValue<bool>(out var isFront) && isFront ? -number : number;
    }

    private static string? ReadPromptId(JsonObject request)
    {
        if (request["prompt_id"] is not { } given)
            return NewPromptId();
        return given is JsonValue value && value.TryGetValue<string>(out var text) && CanonicalUuid().IsMatch(text) ? text : null;
    }

    // Random like the original's, not sortable: clients must not learn an order from it.
#pragma warning disable RS0030
    private static string NewPromptId() => Guid.NewGuid().ToString();
#pragma warning restore RS0030

    private static JsonObject ReadExtraData(HttpContext http, JsonObject request)
    {
        var extraData = new JsonObject();
        if (request.TryGetPropertyValue("extra_data", out var given))
            extraData = given as JsonObject ?? throw new ServerTrouble("'str' object does not support item assignment");
        request.Remove("extra_data");
        if (request.ContainsKey("client_id"))
            extraData["client_id"] = request["client_id"]?.DeepClone();
        foreach (var key in SensitiveKeys)
            extraData.Remove(key);
        if (http.Request.Headers["Comfy-Usage-Source"].ToString() is { Length: > 0 } source)
            extraData["comfy_usage_source"] = source;
        return extraData;
    }

    [GeneratedRegex("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
    private static partial Regex CanonicalUuid();
}
