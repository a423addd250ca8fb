using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Templates;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(CamelCaseEnumConverter<SlotType>), typeof(CamelCaseEnumConverter<TemplateSource>)])]
[JsonSerializable(typeof(TemplateFile))]
[JsonSerializable(typeof(TemplateView))]
[JsonSerializable(typeof(IReadOnlyList<TemplateView>))]
[JsonSerializable(typeof(PreflightView))]
internal sealed partial class TemplatesJson : JsonSerializerContext;

internal sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
