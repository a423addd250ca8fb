using System.Buffers.Binary;
using ComfyStudio.Images.Formats;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Images.Tests;

public sealed class MovingPictureTests
{
    // 64 x 48 pixels, half a second at ten frames a second, without the frames.
    private const string Mp4 = "AAAAIGZ0eXBpc29tAAACAGlzb21pc28yYXZjMW1wNDEAAANRbW9vdgAAAGxtdmhkAAAAAAAAAAAAAAAAAAAD6AAAAfQAAQAAAQAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAgAAAqB0cmFrAAAAXHRraGQAAAADAAAAAAAAAAAAAAABAAAAAAAAAfQAAAAAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAABAAAAAAAAAAAAAAAAAABAAAAAAEAAAAAwAAAAAAAkZWR0cwAAABxlbHN0AAAAAAAAAAEAAAH0AAAIAAABAAAAAAIYbWRpYQAAACBtZGhkAAAAAAAAAAAAAAAAAAAoAAAAFABVxAAAAAAALWhkbHIAAAAAAAAAAHZpZGUAAAAAAAAAAAAAAABWaWRlb0hhbmRsZXIAAAABw21pbmYAAAAUdm1oZAAAAAEAAAAAAAAAAAAAACRkaW5mAAAAHGRyZWYAAAAAAAAAAQAAAAx1cmwgAAAAAQAAAYNzdGJsAAAAv3N0c2QAAAAAAAAAAQAAAK9hdmMxAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAAAAEAAMABIAAAASAAAAAAAAAABDExhdmMgbGlieDI2NAAAAAAAAAAAAAAAAAAAAAAAAAAAGP//AAAANWF2Y0MBZAAK/+EAGGdkAAqs2UR7ARAAAAMAEAAAAwFA8SJZYAEABmjr4GUsi/34+AAAAAAQcGFzcAAAAAEAAAABAAAAFGJ0cnQAAAAAAAA3AAAANwAAAAAYc3R0cwAAAAAAAAABAAAABQAABAAAAAAUc3RzcwAAAAAAAAABAAAAAQAAADhjdHRzAAAAAAAAAAUAAAABAAAIAAAAAAEAABQAAAAAAQAACAAAAAABAAAAAAAAAAEAAAQAAAAAHHN0c2MAAAAAAAAAAQAAAAEAAAAFAAAAAQAAAChzdHN6AAAAAAAAAAAAAAAFAAADPwAAABAAAAALAAAACwAAAAsAAAAUc3RjbwAAAAAAAAABAAAAMAAAAD11ZHRhAAAANW1ldGEAAAAAAAAAIWhkbHIAAAAAAAAAAG1kaXJhcHBsAAAAAAAAAAAAAAAACGlsc3Q=";
    private const string WebM = "GkXfo59ChoEBQveBAULygQRC84EIQoKEd2VibUKHgQJChYECGFOAZwEAAAAAAAL1EU2bdLpNu4tTq4QVSalmU6yBoU27i1OrhBZUrmtTrIHGTbuMU6uEElTDZ1OsggETTbuMU6uEHFO7a1OsggLf7AEAAAAAAABZAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAVSalmoCrXsYMPQkBNgIRMYXZmV0GETGF2ZkSJiEB/QAAAAAAAFlSua8iuAQAAAAAAAD/XgQFzxYgAAAAAAAAAAZyBACK1nIN1bmSIgQCGhVZfVlA4g4EBI+ODhAX14QDgkLCBQLqBMJqBAlWwhFW5gQESVMNn0XNzzmPAi2PFiAAAAAAAAAABZ8iYRaOHRU5DT0RFUkSHi0xhdmMgbGlidnB4Z8iiRaOIRFVSQVRJT05Eh5QwMDowMDowMC41MDAwMDAwMDAAAB9DtnVB";

    [Fact]
    public void An_mp4_tells_its_size_and_how_long_it_is() =>
        Assert.Equal(new MovingPicture(MovingKind.Video, 64, 48, TimeSpan.FromSeconds(0.5), null), Read(Convert.FromBase64String(Mp4)));

    [Fact]
    public void An_mp4_that_lies_on_its_side_tells_the_size_as_shown()
    {
        var file = Convert.FromBase64String(Mp4);
        var matrix = file.AsSpan(file.AsSpan().IndexOf("tkhd"u8) + 4 + 40);
        foreach (var (i, number) in new[] { (0, 0), (1, 0x10000), (3, -0x10000), (4, 0) })
            BinaryPrimitives.WriteInt32BigEndian(matrix[(i * 4)..], number);

        Assert.Equal((48, 64), Read(file) is { } video ? (video.Width, video.Height) : default);
    }

    [Fact]
    public void An_mp4_is_read_where_its_movie_box_stands_at_the_end()
    {
        var (file, at) = (Convert.FromBase64String(Mp4), 32);

        Assert.Equal(64, Read([.. file[..at], .. Box("mdat", new byte[5000]), .. file[at..]])?.Width);
    }

    [Fact]
    public void A_webm_tells_its_size_and_how_long_it_is() =>
        Assert.Equal(new MovingPicture(MovingKind.Video, 64, 48, TimeSpan.FromSeconds(0.5), null), Read(Convert.FromBase64String(WebM)));

    [Fact]
    public void A_gif_of_several_frames_is_an_animation()
    {
        byte[] gif = [.. Gif(frames: 3, hundredths: 25)];

        Assert.Equal(new MovingPicture(MovingKind.Animation, 20, 10, TimeSpan.FromMilliseconds(750), 3), Read(gif));
        Assert.Null(Read([.. Gif(frames: 1, hundredths: 25)]));
    }

    [Fact]
    public void A_gif_that_names_no_delay_takes_the_time_that_browsers_give_it() =>
        Assert.Equal(TimeSpan.FromMilliseconds(200), Read([.. Gif(frames: 2, hundredths: 0)])?.Duration);

    [Fact]
    public void A_webp_of_several_frames_is_an_animation()
    {
        Assert.Equal(new MovingPicture(MovingKind.Animation, 20, 10, TimeSpan.FromMilliseconds(80), 2), Read(WebP(flags: 2, frames: 2)));
        Assert.Null(Read(WebP(flags: 0x10, frames: 0)));
    }

    [Fact]
    public void A_png_of_several_frames_is_an_animation_and_any_other_is_not()
    {
        var still = TestPng.Make(20, 10);

        Assert.Equal(new MovingPicture(MovingKind.Animation, 20, 10, TimeSpan.FromMilliseconds(500), 2), Read(AnimatedPng(still)));
        Assert.Null(Read(still));
    }

    [Fact]
    public async Task A_video_stands_in_the_gallery_as_one()
    {
        using var images = new TestImagesFolder().Made();
        using var index = new ImageIndex(images.Open(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<ImageIndex>.Instance);
        images.Put("a/1.mp4", Convert.FromBase64String(Mp4));

        var record = await index.AddAsync("a/1.mp4", TestContext.Current.CancellationToken);

        Assert.Equal((64, 48, ImageMotion.Video), record is null ? default : (record.Width, record.Height, record.Motion));
        Assert.Equal("video/mp4", ImageContentType.OfFile(record!.RelativePath));
    }

    [Fact]
    public void What_was_cut_short_or_is_no_picture_is_told_by_nothing_worse_than_nothing()
    {
        foreach (var whole in new[] { Convert.FromBase64String(Mp4), Convert.FromBase64String(WebM), [.. Gif(3, 25)], WebP(2, 2), AnimatedPng(TestPng.Make(20, 10)) })
        {
            for (var length = 0; length < whole.Length; length++)
                _ = Read(whole[..length]);
        }

        Assert.Null(Read("a text that is no picture at all"u8.ToArray()));
    }

    [Fact]
    public void Boxes_that_promise_what_is_not_there_lead_nowhere()
    {
        var file = Convert.FromBase64String(Mp4);
        file.AsSpan(32, 4).Fill(0xFF);

        Assert.Null(Read(file));
    }

    private static MovingPicture? Read(byte[] file)
    {
        using var content = new MemoryStream(file);
        return MovingPicture.Read(content);
    }

    private static IEnumerable<byte> Gif(int frames, byte hundredths)
    {
        byte[] start = [.. "GIF89a"u8, 20, 0, 10, 0, 0x80, 0, 0, 1, 2, 3, 4, 5, 6];
        byte[] comment = [0x21, 0xFE, 2, 65, 66, 0];
        byte[] frame = [0x21, 0xF9, 4, 0, hundredths, 0, 0, 0, 0x2C, 0, 0, 0, 0, 20, 0, 10, 0, 0x80, 1, 2, 3, 4, 5, 6, 2, 3, 1, 1, 1, 1, 9, 0];
        return [.. start, .. comment, .. Enumerable.Repeat(frame, frames).SelectMany(bytes => bytes), 0x3B];
    }

    private static byte[] WebP(byte flags, int frames)
    {
        byte[] extended = [flags, 0, 0, 0, 19, 0, 0, 9, 0, 0];
        byte[] frame = [0, 0, 0, 0, 0, 0, 19, 0, 0, 9, 0, 0, 40, 0, 0, 0, 1, 2, 3];
        byte[] chunks = [.. Chunk("VP8X", extended), .. Chunk("ANIM", new byte[6]), .. Enumerable.Repeat(Chunk("ANMF", frame), frames).SelectMany(bytes => bytes)];
        return [.. "RIFF"u8, .. Little(chunks.Length + 4), .. "WEBP"u8, .. chunks];
    }

    private static byte[] Chunk(string name, byte[] content) =>
        [.. System.Text.Encoding.ASCII.GetBytes(name), .. Little(content.Length), .. content, .. new byte[content.Length & 1]];

    private static byte[] Box(string name, byte[] content) => [.. Big(content.Length + 8), .. System.Text.Encoding.ASCII.GetBytes(name), .. content];

    private static byte[] AnimatedPng(byte[] still)
    {
        const int afterHeader = 33;
        using var chunks = new MemoryStream();
        TestPng.WriteChunk(chunks, "acTL", [0, 0, 0, 2, 0, 0, 0, 0]);
        foreach (var frame in new byte[] { 0, 1 })
            TestPng.WriteChunk(chunks, "fcTL", [0, 0, 0, frame, .. new byte[16], 0, 1, 0, 4, 0, 0]);
        return [.. still.AsSpan(0, afterHeader), .. chunks.ToArray(), .. still.AsSpan(afterHeader)];
    }

    private static byte[] Little(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }

    private static byte[] Big(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
