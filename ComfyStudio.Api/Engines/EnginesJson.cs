using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Engines;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<EngineView>))]
internal sealed partial class EnginesJson : JsonSerializerContext;
