using System.Text.Json;

namespace ComfyStudio.ComfyUI;

/// <param name="Prompt">API-format graph, see <see cref="Graphs.ApiGraph"/>.</param>
/// <param name="PromptId">Canonical lower-case UUID, made by the caller. The engine does not check that it is new.</param>
/// <param name="ClientId">The socket that gets the events; it need not be connected.</param>
/// <param name="ExtraPngInfo">Each key becomes a text chunk of the PNG, usually <c>workflow</c>. Everybody who can reach the engine can read it.</param>
/// <param name="PreviewMethod"><c>auto</c>, <c>latent2rgb</c>, <c>taesd</c>, <c>none</c>; null leaves the engine's default.</param>
/// <param name="Front">Before everything that waits, also before earlier fronts.</param>
public sealed record PromptRequest(
    JsonElement Prompt, string PromptId, string ClientId, JsonElement? ExtraPngInfo = null, string? PreviewMethod = null, bool Front = false);

/// <param name="Number">Place in the engine's queue; restarts at 0 with its process.</param>
/// <param name="NodeErrors">Of outputs that were left out because they do not validate; the others run.</param>
public sealed record PromptAccepted(string PromptId, double Number, IReadOnlyList<GraphError> NodeErrors);
