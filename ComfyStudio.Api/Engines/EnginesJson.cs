using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Engines;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<EngineView>))]
[JsonSerializable(typeof(EngineRequest))]
[JsonSerializable(typeof(RemovedEngine))]
internal sealed partial class EnginesJson : JsonSerializerContext;
