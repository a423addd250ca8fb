using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Jobs;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(JobPage))]
[JsonSerializable(typeof(JobDetailView))]
internal sealed partial class JobsJson : JsonSerializerContext;
