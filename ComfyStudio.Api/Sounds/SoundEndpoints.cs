using ComfyStudio.Api.Gallery;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Uploads;
using ComfyStudio.Images;
using ComfyStudio.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ComfyStudio.Api.Sounds;

internal static class SoundEndpoints
{
    public static WebApplicationBuilder AddSounds(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<SoundOptions>(SoundOptions.Section);
        builder.Services.AddThumbnailerClient<SoundListenerClient>(services => services.GetRequiredService<IOptions<SoundOptions>>().Value.Patience);
        builder.Services.AddTransient<SoundIntake>();
        builder.Services.AddJsonContext(SoundsJson.Default);
        return builder;
    }

    public static void MapSounds(this IEndpointRouteBuilder routes)
    {
        var sounds = routes.MapGroup("/api/sounds").WithTags("Exports");
        sounds.MapPost("", Take).WithName("addSound").WithSummary("Upload a sound for a film")
            .WithDescription("""
                The field `file` of a form: WAV, MP3, M4A, OGG or FLAC. It is heard through before it is taken, which needs ffmpeg beside the studio
                (503 without). The answer's `id` is the value of `settings.sound` of an export; the same sound sent again has the same id.
                """)
            .Accepts<IFormFile>("multipart/form-data").AllowUpload<SoundOptions>(options => options.MaxBytes)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        sounds.MapGet("{id}", Send).WithName("getSound").WithSummary("The sound as it was uploaded")
            .Produces(StatusCodes.Status200OK, contentType: "audio/mpeg").ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static Task<Results<Created<SoundView>, ProblemHttpResult>> Take(HttpRequest request, SoundIntake intake, CancellationToken cancellationToken) =>
        intake.TakeAsync(request, cancellationToken);

    internal static Results<PhysicalFileHttpResult, ProblemHttpResult> Send(string id, SoundFiles sounds, HttpResponse response)
    {
        if (sounds.Find(id) is not { } sound)
            return ProblemKinds.NotFound.With($"There is no uploaded sound '{id}'.");
        response.Headers.CacheControl = "private, max-age=31536000, immutable";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.PhysicalFile(sound.Path, sound.ContentType, entityTag: new EntityTagHeaderValue($"\"{id}\""), enableRangeProcessing: true);
    }
}
