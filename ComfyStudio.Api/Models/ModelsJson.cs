using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Models;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ModelsView))]
[JsonSerializable(typeof(ModelDetailsView))]
internal sealed partial class ModelsJson : JsonSerializerContext;
