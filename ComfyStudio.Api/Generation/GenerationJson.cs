using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Generation;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(GenerationRequest))]
[JsonSerializable(typeof(AcceptedGeneration))]
[JsonSerializable(typeof(GenerationPreview))]
[JsonSerializable(typeof(GenerationView))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(IReadOnlyList<LoraChoice>))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(string))]
internal sealed partial class GenerationJson : JsonSerializerContext;
