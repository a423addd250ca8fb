using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Producer.Chat;

/// <summary>Talks to an endpoint in the OpenAI chat format.</summary>
internal sealed class ChatClient(IHttpClientFactory clients, IOptions<ProducerOptions> options)
{
    public const string Client = "producer";

    private const int MostShownLetters = 4000;

    private ChatOptions Options => options.Value.Http;

    public async Task<string> AskAsync(IReadOnlyList<ChatMessage> talk, bool isFirst, CancellationToken cancellationToken)
    {
        var (status, body) = await PostAsync(Body(talk, PlanSchema.Of(isFirst)), cancellationToken);
        // Not every server knows schemas; what it says is checked all the same.
        if (status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity && body.Contains("response_format", StringComparison.Ordinal))
            (status, body) = await PostAsync(Body(talk, null), cancellationToken);
        return (int)status is >= 200 and < 300 ? ContentOf(body) : throw Refused(status, body);
    }

    /// <returns>Null when it can be reached.</returns>
    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            using var http = clients.CreateClient(Client);
            using var request = Request(HttpMethod.Get, "v1/models");
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? Refused(response.StatusCode, "").Message : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Away(exception).Message;
        }
    }

    internal HttpRequestMessage Request(HttpMethod method, string path, JsonObject? body = null)
    {
        var request = new HttpRequestMessage(method, new Uri(ChatAddress.Root(Options.Address), path));
        if (Options.ApiKey.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Options.ApiKey);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return request;
    }

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(JsonObject body, CancellationToken cancellationToken)
    {
        try
        {
            using var http = clients.CreateClient(Client);
            using var request = Request(HttpMethod.Post, "v1/chat/completions", body);
            using var response = await http.SendAsync(request, cancellationToken);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw Away(exception);
        }
    }

    private JsonObject Body(IReadOnlyList<ChatMessage> talk, JsonObject? schema)
    {
        var body = new JsonObject
        {
            ["model"] = Options.Model,
            ["messages"] = new JsonArray([.. talk.Select(message => JsonSerializer.SerializeToNode(message, ChatJson.Default.ChatMessage))]),
            ["temperature"] = Options.Temperature,
            ["stream"] = false,
        };
        if (schema is not null)
            body["response_format"] = new JsonObject { ["type"] = "json_schema", ["json_schema"] = new JsonObject { ["name"] = "scene_plan", ["strict"] = true, ["schema"] = schema } };
        return body;
    }

    private static string ContentOf(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString() ?? throw NoAnswer(body);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw NoAnswer(body);
        }
    }

    private static ProducerException NoAnswer(string body) => ProducerException.Unusable("What came back is no answer in the OpenAI chat format.", Shown(body));

    private ProducerException Refused(HttpStatusCode status, string body) => ProducerException.Away(status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"{Where} refused the key. Set Producer:Http:ApiKey (environment Producer__Http__ApiKey).",
        HttpStatusCode.NotFound => $"{Where} does not know the model '{Options.Model}', or has no /v1/chat/completions. Check Producer:Http:Model and Producer:Http:Address.",
        _ => $"{Where} answered {(int)status}. {Shown(body, 200)}".Trim(),
    });

    private ProducerException Away(Exception exception) => ProducerException.Away(
        exception is OperationCanceledException ? $"{Where} did not answer in time (Producer:Http:Timeout is {Options.Timeout.TotalSeconds:0.#} s)." : $"{Where} cannot be reached: {exception.Message}", exception);

    private string Where => ChatAddress.Root(Options.Address).GetLeftPart(UriPartial.Authority);

    private static string Shown(string text, int most = MostShownLetters) => text.Length <= most ? text : text[..most] + "…";
}
