using System.Buffers;
using ComfyStudio.Images.Exports;
using ComfyStudio.Thumbnailer.Exports.Frames;
using ComfyStudio.Thumbnailer.Exports.Sounds;

namespace ComfyStudio.Thumbnailer.Exports.Videos;

/// <summary>The frames as a film: each for its time, turning into the next where that is wanted, with a sound where there is one.</summary>
internal sealed class AnimaticMaker(StagedFrames frames, FilmEncoder encoder, SoundTrack track) : IExportMaker
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
        var shots = frames.MakeAsync(work, stage, (frame, canvas) => new Shot(frame.DurationMs, YuvFrame.Of(canvas)), cancellationToken);
        Shot? last = null;
        try
        {
            await foreach (var shot in shots)
            {
                if (last is not null)
                    await WriteAsync(last, shot, clock, work.Settings.FadeMs, pixels, cancellationToken);
                last?.Picture.Dispose();
                last = shot;
                work.Step();
            }

            if (last is not null)
                await WriteAsync(last, next: null, clock, fadeMs: 0, pixels, cancellationToken);
        }
        finally
        {
            last?.Picture.Dispose();
        }
    }

    private static async Task WriteAsync(Shot shot, Shot? next, FrameClock clock, int fadeMs, Stream pixels, CancellationToken cancellationToken)
    {
        var count = clock.Take(shot.DurationMs);
        var fading = next is null ? 0 : clock.Fade(fadeMs, count);
        for (var i = 0; i < count - fading; i++)
            await pixels.WriteAsync(shot.Picture.Memory, cancellationToken);
        if (fading > 0)
            await FadeAsync(shot.Picture, next!.Picture, fading, pixels, cancellationToken);
    }

    private static async Task FadeAsync(YuvFrame from, YuvFrame to, int count, Stream pixels, CancellationToken cancellationToken)
    {
        var blend = ArrayPool<byte>.Shared.Rent(from.Memory.Length);
        try
        {
            for (var i = 1; i <= count; i++)
            {
                from.BlendInto(blend.AsSpan(0, from.Memory.Length), to, i * 256 / (count + 1));
                await pixels.WriteAsync(blend.AsMemory(0, from.Memory.Length), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(blend);
        }
    }

    private sealed record Shot(int DurationMs, YuvFrame Picture) : IDisposable
    {
        public void Dispose() => Picture.Dispose();
    }
}
