using System.Net;
using System.Text;
using System.Text.Json;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Http;

/// <summary>A whole answer in memory.</summary>
/// <param name="Call">For messages: <c>POST /prompt at http://host:8188</c>.</param>
internal sealed record EngineReply(string Call, HttpStatusCode Status, string? ContentType, byte[] Body, Uri? Location)
{
    public bool IsSuccess => (int)Status is >= 200 and <= 299;

    /// <summary>A route the engine does not have: its frontend's files stand at the root, so GET says 404 and other methods 405.</summary>
    public bool IsMissingRoute => Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed && !IsErrorObject;

    /// <summary>The jobs API explains itself in <c>{"error": text}</c>, which tells its own 404 from that of a missing route.</summary>
    public bool IsErrorObject
    {
        get
        {
            using var json = LenientJson.TryParse(Body);
            return json is not null && json.RootElement.Find("error").ValueKind is not JsonValueKind.Undefined;
        }
    }

    /// <exception cref="ComfyUIResponseException">Not a success.</exception>
    public EngineReply EnsureSuccess() => IsSuccess ? this : throw EngineFaults.Answered(this);

    /// <exception cref="ComfyUIResponseException">Not a success, or not JSON.</exception>
    public JsonDocument Json() => LenientJson.TryParse(EnsureSuccess().Body) ?? throw EngineFaults.NotJson(this);

    public string Text(int maxBytes) => Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, maxBytes)));
}
