using System.Net;
using System.Text.Json;
using ComfyStudio.Api.Problems;

namespace ComfyStudio.Api.Sounds;

/// <summary>Has the Thumbnailer, which has ffmpeg, hear a sound through.</summary>
internal sealed partial class SoundListenerClient(HttpClient http, ILogger<SoundListenerClient> logger)
{
    public async Task<Hearing> ListenAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync($"sounds/{id}", cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => new Hearing.Heard((await response.Content.ReadFromJsonAsync(SoundsJson.Default.HeardSound, cancellationToken))!.Seconds),
                HttpStatusCode.UnprocessableEntity => new Hearing.Refused(ProblemKinds.NoSound, $"This is no sound that a film can have. {await DetailAsync(response, cancellationToken)}"),
                HttpStatusCode.NotImplemented => new Hearing.Refused(ProblemKinds.SoundsAway, await DetailAsync(response, cancellationToken)),
                var status => Away(id, $"it answered {(int)status}"),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Away(id, exception.Message);
        }
    }

    private static async Task<string> DetailAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var problem = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
        return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() ?? "" : "";
    }

    private Hearing.Refused Away(string id, string reason)
    {
        LogNotHeard(id, reason);
        return new Hearing.Refused(ProblemKinds.SoundsAway, "The Thumbnailer, which checks sounds, does not answer. Try again in a moment.");
    }

    [LoggerMessage(LogLevel.Warning, "Sound {SoundId} was not checked: {Reason}")]
    private partial void LogNotHeard(string soundId, string reason);
}

internal sealed record HeardSound(double Seconds);

internal abstract record Hearing
{
    private Hearing()
    {
    }

    internal sealed record Heard(double Seconds) : Hearing;

    internal sealed record Refused(ProblemKind Kind, string Detail) : Hearing;
}
