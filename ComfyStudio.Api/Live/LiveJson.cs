using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Live;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(HelloData))]
[JsonSerializable(typeof(ProgressData))]
[JsonSerializable(typeof(PreviewData))]
[JsonSerializable(typeof(ImageRemovedData))]
[JsonSerializable(typeof(EngineRemovedData))]
internal sealed partial class LiveJson : JsonSerializerContext;
