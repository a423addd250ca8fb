using ComfyStudio.Images.Exports;
using ComfyStudio.Thumbnailer.Exports.Frames;
using ComfyStudio.Thumbnailer.Exports.Sounds;

namespace ComfyStudio.Thumbnailer.Exports.Videos;

/// <summary>The frames as a film: each for its time, videos as they move, turning into the next where that is wanted, with a sound where there is one.</summary>
internal sealed class AnimaticMaker(StagedFrames frames, Shots shots, FilmEncoder encoder, SoundTrack track) : IExportMaker
{
    private const int UsualWidth = 1280;

    public bool Makes(ExportKind kind) => kind is ExportKind.Mp4;

    public async Task MakeAsync(ExportWork work, CancellationToken cancellationToken)
    {
        var sound = work.Settings.Sound is { } id ? track.Find(id) : null;
        var (stage, clock) = (await frames.StageAsync(work, UsualWidth, cancellationToken), new FrameClock(work.Rate));
        var film = sound is null ? work.Path : work.Beside("film.mp4");
        await encoder.EncodeAsync(film, stage, work.Rate, pixels => WriteAsync(work, stage, clock, pixels, cancellationToken), cancellationToken);
        if (sound is not null)
            await track.LayAsync(sound, film, clock.Given, work.Rate, work.Path, cancellationToken);
    }

    private async Task WriteAsync(ExportWork work, FrameSize stage, FrameClock clock, Stream pixels, CancellationToken cancellationToken)
    {
        var made = frames.MakeAsync(work, stage, (frame, canvas) => shots.Of(work, frame, stage, YuvFrame.Of(canvas)), cancellationToken);
        IShot? last = null;
        try
        {
            await foreach (var shot in made)
            {
                await using var before = last;
                last = shot;
                if (before is not null)
                    await WriteAsync(before, shot, clock, work.Settings.FadeMs, pixels, cancellationToken);
                work.Step();
            }

            if (last is not null)
                await WriteAsync(last, next: null, clock, fadeMs: 0, pixels, cancellationToken);
        }
        finally
        {
            if (last is not null)
                await last.DisposeAsync();
        }
    }

    private static async Task WriteAsync(IShot shot, IShot? next, FrameClock clock, int fadeMs, Stream pixels, CancellationToken cancellationToken)
    {
        var count = clock.Take(shot.DurationMs);
        var fading = next is null ? 0 : clock.Fade(fadeMs, count);
        for (var i = 0; i < count - fading; i++)
            await pixels.WriteAsync((await shot.NextAsync(cancellationToken)).Memory, cancellationToken);
        if (fading > 0)
            await FadeAsync(shot, next!, fading, pixels, cancellationToken);
    }

    private static async Task FadeAsync(IShot from, IShot to, int count, Stream pixels, CancellationToken cancellationToken)
    {
        for (var i = 1; i <= count; i++)
        {
            var (leaving, coming) = (await from.NextAsync(cancellationToken), await to.NextAsync(cancellationToken));
            using var blend = leaving.Blend(coming, i * 256 / (count + 1));
            await pixels.WriteAsync(blend.Memory, cancellationToken);
        }
    }
}
