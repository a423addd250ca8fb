using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Api.Producer.Families;

namespace ComfyStudio.Api.Producer.Command;

/// <summary>What the program reads: one JSON object.</summary>
internal sealed record CommandInput(
    string Story, int Frames, string? Arc, string Family, PromptDialect Dialect, IReadOnlyList<Shot> Shots, string Quality, string Negative, KeptScenes? Keep)
{
    public static byte[] Of(SceneRequest request)
    {
        var family = ModelFamilies.Find(request.Family) ?? ModelFamilies.Default;
        return JsonSerializer.SerializeToUtf8Bytes(
            new CommandInput(
                request.Text, request.Frames ?? SceneRequestCheck.UsualFrames, request.Arc, family.Id, family.Dialect, family.Shots, family.Quality, family.Negative, request.Keep),
            CommandJson.Default.CommandInput);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CommandInput))]
internal sealed partial class CommandJson : JsonSerializerContext;
