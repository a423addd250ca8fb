using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Api.Producer.Families;

namespace ComfyStudio.Api.Producer.Command;

/// <summary>What the program reads: one JSON object.</summary>
internal sealed record CommandInput(
    string Story, int Frames, string? Arc, string Family, PromptDialect Dialect, IReadOnlyList<Shot> Shots, string Quality, string Negative, KeptScenes? Keep,
    CommandChange? Change = null)
{
    public static byte[] Of(SceneRequest request) => Of(request, null);

    /// <summary>A program that knows nothing of wishes plans one shot of the words.</summary>
    public static byte[] Of(ShotWish wish) => Of(wish.AsRequest(), new CommandChange(wish.Words, wish.Shot, wish.Before, wish.After));

    private static byte[] Of(SceneRequest request, CommandChange? change)
    {
        var family = ModelFamilies.Find(request.Family) ?? ModelFamilies.Default;
        return JsonSerializer.SerializeToUtf8Bytes(
            new CommandInput(
                request.Text, request.Frames ?? SceneRequestCheck.UsualFrames, request.Arc, family.Id, family.Dialect, family.Shots, family.Quality, family.Negative, request.Keep, change),
            CommandJson.Default.CommandInput);
    }
}

/// <summary>One shot that is to be changed.</summary>
/// <param name="Before">What happens in the shot before it.</param>
/// <param name="After">What happens in the shot after it.</param>
internal sealed record CommandChange(string Wish, SceneFrame Shot, string? Before, string? After);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CommandInput))]
internal sealed partial class CommandJson : JsonSerializerContext;
