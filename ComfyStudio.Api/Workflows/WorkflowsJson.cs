using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Api.Templates;
using ComfyStudio.Api.Workflows.Own;

namespace ComfyStudio.Api.Workflows;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnumConverter<SlotType>), typeof(CamelCaseEnumConverter<WorkflowFormat>)])]
[JsonSerializable(typeof(WorkflowImport))]
[JsonSerializable(typeof(ImportFromGallery))]
[JsonSerializable(typeof(OwnTemplateRequest))]
[JsonSerializable(typeof(OwnTemplateFile))]
[JsonSerializable(typeof(IReadOnlyList<OwnTemplateVersion>))]
internal sealed partial class WorkflowsJson : JsonSerializerContext;
