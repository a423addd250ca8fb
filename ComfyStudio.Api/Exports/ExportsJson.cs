using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Exports;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ExportRequest))]
[JsonSerializable(typeof(ExportView))]
[JsonSerializable(typeof(IReadOnlyList<ExportView>))]
internal sealed partial class ExportsJson : JsonSerializerContext;
