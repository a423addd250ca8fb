using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Sequences.Document;

/// <summary>How a sequence is written on the disk and into project files: for people, too.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
[JsonSerializable(typeof(Sequence))]
internal sealed partial class SequenceFileJson : JsonSerializerContext;
