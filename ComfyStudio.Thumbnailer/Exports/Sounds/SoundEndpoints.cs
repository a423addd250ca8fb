using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Images;
using ComfyStudio.Thumbnailer.Videos;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Thumbnailer.Exports.Sounds;

internal static class SoundEndpoints
{
    internal static IServiceCollection AddSounds(this IServiceCollection services) => services
        .AddSingleton<SoundListener>()
        .AddSingleton<SoundTrack>()
        .ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, SoundsJson.Default));

    internal static void MapSounds(this IEndpointRouteBuilder routes) => routes.MapGet("/sounds/{id}", Listen);

    internal static async Task<Results<Ok<HeardSound>, NotFound, ProblemHttpResult>> Listen(string id, SoundFiles sounds, SoundListener listener, CancellationToken cancellationToken)
    {
        if (sounds.Find(id) is not { } sound)
            return TypedResults.NotFound();
        try
        {
            return TypedResults.Ok(new HeardSound((await listener.ListenAsync(sound.Path, cancellationToken)).TotalSeconds));
        }
        catch (SoundDamagedException exception)
        {
            return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status422UnprocessableEntity, title: "This is no sound.", type: "/problems/no-sound");
        }
        catch (FfmpegMissingException exception)
        {
            return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status501NotImplemented, title: "There is no ffmpeg.", type: "/problems/no-ffmpeg");
        }
    }
}

internal sealed record HeardSound(double Seconds);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(HeardSound))]
internal sealed partial class SoundsJson : JsonSerializerContext;
