using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Producer;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SceneRequest))]
[JsonSerializable(typeof(ScenePlan))]
[JsonSerializable(typeof(ProducerView))]
internal sealed partial class ProducerJson : JsonSerializerContext;
