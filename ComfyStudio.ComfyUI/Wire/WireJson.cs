using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.ComfyUI.Wire;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PromptBody))]
[JsonSerializable(typeof(DeleteBody))]
[JsonSerializable(typeof(InterruptBody))]
[JsonSerializable(typeof(FreeBody))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(OriginalReference))]
[JsonSerializable(typeof(FeatureFlagsFrame))]
internal sealed partial class WireJson : JsonSerializerContext;

internal sealed record PromptBody(JsonElement Prompt, string PromptId, string? ClientId, bool? Front, ExtraData? ExtraData);

internal sealed record ExtraData(JsonElement? ExtraPnginfo, string? PreviewMethod);

internal sealed record DeleteBody(IReadOnlyList<string> Delete);

internal sealed record InterruptBody(string PromptId);

internal sealed record FreeBody(bool UnloadModels, bool FreeMemory);

internal sealed record OriginalReference(string Filename, string Subfolder, string Type);

internal sealed record FeatureFlagsFrame(string Type, OurFeatures Data);

internal sealed record OurFeatures(bool SupportsPreviewMetadata);
