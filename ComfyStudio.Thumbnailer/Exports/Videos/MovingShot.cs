using System.Threading.Channels;

namespace ComfyStudio.Thumbnailer.Exports.Videos;

/// <summary>A video or an animation that is played from when it is first seen, a few pictures ahead; one that is too short stands still at its end.</summary>
/// <param name="poster">Seen where nothing of it can be.</param>
/// <param name="play">Hands over its pictures, one after the other.</param>
internal sealed class MovingShot(int durationMs, YuvFrame poster, Func<ChannelWriter<PlayedPicture>, CancellationToken, Task> play) : IShot
{
    private const int Ahead = 2;

    private readonly Channel<PlayedPicture> _pictures = Channel.CreateBounded<PlayedPicture>(Ahead);
    private readonly CancellationTokenSource _end = new();
    private PlayedPicture _seen = new(poster, Times: 1);
    private Task? _playing;

    public int DurationMs => durationMs;

    public async ValueTask<YuvFrame> NextAsync(CancellationToken cancellationToken)
    {
        _playing ??= Task.Run(PlayAsync, cancellationToken);
        if (_seen.Times > 1)
        {
            _seen = _seen with { Times = _seen.Times - 1 };
        }
        else if (await _pictures.Reader.WaitToReadAsync(cancellationToken) && _pictures.Reader.TryRead(out var next))
        {
            _seen.Picture.Dispose();
            _seen = next;
        }
        else
        {
            // It is over; what went wrong with it is thrown here.
            await _playing;
        }

        return _seen.Picture;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_playing is not null)
            await _playing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_pictures.Reader.TryRead(out var unseen))
            unseen.Picture.Dispose();
        _seen.Picture.Dispose();
        _end.Dispose();
    }

    private async Task PlayAsync()
    {
        try
        {
            await play(_pictures.Writer, _end.Token);
        }
        finally
        {
            _pictures.Writer.Complete();
        }
    }
}

/// <param name="Times">How many pictures of the film in a row are this one, 1 or more.</param>
internal readonly record struct PlayedPicture(YuvFrame Picture, int Times);
