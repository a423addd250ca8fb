using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Prompts;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
[JsonSerializable(typeof(IReadOnlyList<PromptStyle>))]
[JsonSerializable(typeof(IReadOnlyList<WildcardView>))]
internal sealed partial class PromptsJson : JsonSerializerContext;
