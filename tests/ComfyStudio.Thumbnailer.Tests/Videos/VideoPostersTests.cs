using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;
using ComfyStudio.Thumbnailer.Thumbnails;
using ComfyStudio.Thumbnailer.Videos;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Tests.Videos;

public sealed class VideoPostersTests : IDisposable
{
    // 64 x 48 pixels, five frames.
    private const string WebM = "GkXfo59ChoEBQveBAULygQRC84EIQoKEd2VibUKHgQJChYECGFOAZwEAAAAAAAL1EU2bdLpNu4tTq4QVSalmU6yBoU27i1OrhBZUrmtTrIHGTbuMU6uEElTDZ1OsggETTbuMU6uEHFO7a1OsggLf7AEAAAAAAABZAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAVSalmoCrXsYMPQkBNgIRMYXZmV0GETGF2ZkSJiEB/QAAAAAAAFlSua8iuAQAAAAAAAD/XgQFzxYgAAAAAAAAAAZyBACK1nIN1bmSIgQCGhVZfVlA4g4EBI+ODhAX14QDgkLCBQLqBMJqBAlWwhFW5gQESVMNn0XNzzmPAi2PFiAAAAAAAAAABZ8iYRaOHRU5DT0RFUkSHi0xhdmMgbGlidnB4Z8iiRaOIRFVSQVRJT05Eh5QwMDowMDowMC41MDAwMDAwMDAAAB9DtnVBcOeBAKNA/YEAAIAQCQCdASpAADAACgcIhYWIhYSINoIC36zRG97Bx0Dau3tb/4dAOeRpIGuY1ve4X7LsjL72wl3XhGPjPSZs7LMGwyF8mo3TSlYUYUgzegjljDoA/stD4TQ+q1F7cR0BnPTUWyBSo6aDydd4qKz8cfj0q9zOXJkd1N3/1igY79dZJRtXdzxgqCapHe8L3dEZnLLPFbJTq3Tfq6cPJKRHES90Vunv5TD/Ji9Txf80Nsokwwqz5jxMVPQZ0eoBTS1X+L0U52s0rDq42freq17RcD4i5w/JQA26dFR1Qpp18CNlfld4tGbj6SqnNvzlQKcCRLQztfzKwozfqACjloEAZADRAQAPEfwAGAAYWC/0ACRHAACjl4EAyADxAQAPEfwAGAAYWCn/6BxiO8AAo5mBASwAMQIADxH8ABgAGFoNv+hZoz9gxuAAo5+BAZAAMQIAHBH8ABgNjEpU0EJXVOW/jgD8VbxnU4AAHFO7a5G7j7OBALeK94EB8YIBafCBAw==";

    private readonly TestImagesFolder _images = new TestImagesFolder().Made();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _images.Dispose();

    [Fact]
    public async Task A_video_gives_a_picture_of_itself()
    {
        MediaTools.Require("ffmpeg");
        var png = await Posters().GrabAsync(_images.Put("a.webm", Convert.FromBase64String(WebM)), Token);

        var made = new ThumbnailRenderer(Options.Create(new ThumbnailOptions())).Render(png, [300]);
        Assert.Equal((64, 48), Tests.Vips.TestPictures.Size(made[300]));
    }

    [Fact]
    public async Task What_is_no_video_is_damaged()
    {
        MediaTools.Require("ffmpeg");
        var path = _images.Put("a.mp4", "#EXTM3U\nhttp://127.0.0.1:9/a.ts"u8.ToArray());

        await Assert.ThrowsAsync<VideoDamagedException>(() => Posters().GrabAsync(path, Token));
    }

    [Fact]
    public async Task Without_ffmpeg_the_reason_says_what_to_install()
    {
        var posters = Posters(new ThumbnailOptions { Ffmpeg = "/nowhere/ffmpeg" });

        var exception = await Assert.ThrowsAsync<PosterUnavailableException>(() => posters.GrabAsync(_images.Put("a.mp4", [1]), Token));

        Assert.Contains("ffmpeg", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_takes_too_long_is_ended_with_what_it_started()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        var children = Path.Join(_images.Path, "children");
        var script = _images.Put("slow-ffmpeg", System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\nsleep 600 &\necho $! > '{children}'\nwait\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var alarm = new Alarm();
        var posters = Posters(new ThumbnailOptions { Ffmpeg = script, PosterTime = TimeSpan.FromSeconds(4) }, alarm);

        var grabbing = posters.GrabAsync(_images.Put("a.mp4", [1]), Token);
        await Eventually.TrueAsync(() => File.Exists(children) && File.ReadAllText(children).EndsWith('\n'), Token);
        alarm.Ring();

        var exception = await Assert.ThrowsAsync<VideoDamagedException>(() => grabbing);
        Assert.Contains("4 s", exception.Message, StringComparison.Ordinal);
        var child = int.Parse(await File.ReadAllTextAsync(children, Token), System.Globalization.CultureInfo.InvariantCulture);
        await Eventually.TrueAsync(() => MediaTools.HasEnded(child), Token);
    }

    private static VideoPosters Posters(ThumbnailOptions? given = null, TimeProvider? time = null)
    {
        var options = Options.Create(given ?? new ThumbnailOptions());
        return new VideoPosters(new Ffmpeg(options), options, time ?? TimeProvider.System);
    }

    /// <summary>Its only timer ends when the test says so.</summary>
    private sealed class Alarm : TimeProvider
    {
        private TimerCallback? _ring;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ring = callback;
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        internal void Ring() => _ring!(null);
    }
}
