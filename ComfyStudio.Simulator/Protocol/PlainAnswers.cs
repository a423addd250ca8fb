using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ComfyStudio.Simulator.Protocol;

/// <summary>Answers byte for byte as the original's web server gives them.</summary>
internal static class PlainAnswers
{
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 256 };

    public static Task JsonAsync(HttpContext http, object? value, int status = 200) =>
        WriteAsync(http, status, "application/json; charset=utf-8", PythonJson.Serialize(value));

    public static Task TextAsync(HttpContext http, int status, string text) =>
        WriteAsync(http, status, "text/plain; charset=utf-8", text);

    public static Task EmptyAsync(HttpContext http, int status = 200)
    {
        http.Response.StatusCode = status;
        http.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    /// <summary>Any exception there: 500, no reason given, connection closed.</summary>
    public static Task TroubleAsync(HttpContext http)
    {
        http.Response.Headers.Connection = "close";
        return TextAsync(http, 500, "500 Internal Server Error\n\nServer got itself in trouble");
    }

    /// <summary>The body as JSON, whatever its content type says.</summary>
    /// <exception cref="ServerTrouble">It is not JSON.</exception>
    public static async Task<JsonNode?> ReadJsonAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        try
        {
            return JsonNode.Parse(body.GetBuffer().AsSpan(0, (int)body.Length), documentOptions: Lenient);
        }
        catch (JsonException e)
        {
            throw new ServerTrouble(e.Message);
        }
    }

    private static async Task WriteAsync(HttpContext http, int status, string contentType, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }
}
