using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Uploads;
using ComfyStudio.Images;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Sounds;

/// <summary>Takes a sound in, from a form's field `file`; one that cannot be heard does not stay.</summary>
internal sealed class SoundIntake(SoundFiles sounds, SoundListenerClient listener, IOptions<SoundOptions> options)
{
    private const string Kinds = "WAV, MP3, M4A, OGG or FLAC";

    public async Task<Results<Created<SoundView>, ProblemHttpResult>> TakeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
            return Refuse(ProblemKinds.NoSound, $"Send the sound as the field '{FormUpload.Field}' of a form (multipart/form-data).");
        var upload = await FormUpload.ReadAsync(request, "sound", cancellationToken);
        if (!upload.IsThere)
            return Refuse(ProblemKinds.Validation, upload.Fault);
        await using var content = upload.File.OpenReadStream();
        return await StoreAsync(content, cancellationToken);
    }

    private async Task<Results<Created<SoundView>, ProblemHttpResult>> StoreAsync(Stream content, CancellationToken cancellationToken) =>
        await sounds.StoreAsync(content, options.Value.MaxBytes, cancellationToken) switch
        {
            StoredSound.Done stored => await ListenAsync(stored, cancellationToken),
            StoredSound.TooLarge => Refuse(ProblemKinds.TooLarge, $"The sound is larger than {options.Value.MaxBytes / 1048576.0:0.#} MB."),
            StoredSound.NoSound => Refuse(ProblemKinds.NoSound, $"The file is no {Kinds}."),
            var unknown => throw new InvalidOperationException($"Nothing known about {unknown}."),
        };

    private async Task<Results<Created<SoundView>, ProblemHttpResult>> ListenAsync(StoredSound.Done stored, CancellationToken cancellationToken)
    {
        Hearing? hearing = null;
        try
        {
            hearing = await listener.ListenAsync(stored.File.Id, cancellationToken);
        }
        finally
        {
            // Somebody else's, from before, stays: it was heard then.
            if (stored.IsNew && hearing is not Hearing.Heard)
                sounds.Remove(stored.File);
        }

        return hearing switch
        {
            Hearing.Heard heard => TypedResults.Created(SoundView.UrlOf(stored.File.Id), SoundView.Of(stored.File, heard.Seconds)),
            Hearing.Refused refused => Refuse(refused.Kind, refused.Detail),
            var unknown => throw new InvalidOperationException($"Nothing known about {unknown}."),
        };
    }

    private static ProblemHttpResult Refuse(ProblemKind kind, string detail) => kind.With(detail, new Dictionary<string, string[]> { [FormUpload.Field] = [detail] });
}
