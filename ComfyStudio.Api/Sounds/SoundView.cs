using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Sounds;

/// <summary>A sound that a film can have.</summary>
/// <param name="Id">The value of <c>settings.sound</c> of an export.</param>
internal sealed record SoundView(string Id, double Seconds, long Bytes, string ContentType, string Url)
{
    public static SoundView Of(SoundFile sound, double seconds) => new(sound.Id, Math.Round(seconds, 2), sound.Bytes, sound.ContentType, UrlOf(sound.Id));

    public static string UrlOf(string id) => $"/api/sounds/{id}";
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SoundView))]
[JsonSerializable(typeof(HeardSound))]
internal sealed partial class SoundsJson : JsonSerializerContext;
