using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Inputs;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(InputView))]
[JsonSerializable(typeof(InputFromGallery))]
internal sealed partial class InputsJson : JsonSerializerContext;
