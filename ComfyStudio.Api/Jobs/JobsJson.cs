using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(JobPage))]
[JsonSerializable(typeof(JobDetailView))]
[JsonSerializable(typeof(QueueCounts))]
internal sealed partial class JobsJson : JsonSerializerContext;
