using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using ComfyStudio.Images.Exports;
using ComfyStudio.Testing;

namespace ComfyStudio.Thumbnailer.Tests.Exports;

/// <summary>CRITERIA C.1, 10: a film with a sound.</summary>
public sealed class SoundTests : IAsyncDisposable
{
    private readonly ThumbnailerHost _host;
    private readonly ExportDesk _desk;

    public SoundTests(RedisServer redis) => _desk = new ExportDesk(_host = new ThumbnailerHost(redis));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(5, 24, 3)]
    [InlineData(5, 29.97, 3)]
    [InlineData(1, 24, 1)]
    public async Task A_sound_ends_with_the_film_which_is_as_long_as_its_shots(double heard, double fps, double expected)
    {
        MediaTools.Require();
        var settings = new ExportSettings { Fps = (decimal)fps, Sound = Put(TestSound.Wav(heard)) };

        var export = await _desk.MakeAsync(ExportKind.Mp4, _desk.Frames(3, durationMs: 1000), settings);

        await _desk.BytesAsync(export);
        var file = _desk.Shelf.FileOf(export)!;
        var (film, video, sound) = (await SecondsAsync(file, "format=duration"), await SecondsAsync(file, "stream=duration", "v:0"), await SecondsAsync(file, "stream=duration", "a:0"));
        Assert.Equal(3, video, 0.02);
        Assert.True(film <= video + 0.001, $"The file lasts {film} s, its shots {video} s.");
        Assert.InRange(sound, expected - 0.06, expected + 0.03);
        Assert.Equal(["export.json", "result.mp4", "state.json"], _desk.FilesOf(export.Order.Id));
    }

    [Fact]
    public async Task A_sound_that_is_longer_than_the_film_fades_out()
    {
        MediaTools.Require();
        var settings = new ExportSettings { Fps = 24, Sound = Put(TestSound.Wav(9)) };

        var export = await _desk.MakeAsync(ExportKind.Mp4, _desk.Frames(4, durationMs: 1000), settings);

        await _desk.BytesAsync(export);
        var file = _desk.Shelf.FileOf(export)!;
        Assert.True(await LoudnessAsync(file, 1, 1) > -14, "It is not heard from the beginning.");
        Assert.True(await LoudnessAsync(file, 3.85, 0.1) < -24, "It is still loud at the end.");
    }

    [Fact]
    public async Task A_sound_that_is_gone_or_no_sound_is_told_and_no_film_without_it_comes_instead()
    {
        MediaTools.Require();
        var gone = await _desk.MakeAsync(ExportKind.Mp4, _desk.Frames(1), new ExportSettings { Sound = new string('0', 64) });
        var none = await _desk.MakeAsync(ExportKind.Mp4, _desk.Frames(1), new ExportSettings { Sound = Put("RIFF....WAVE, but no sound at all"u8.ToArray()) });

        Assert.Equal((ExportStatus.Failed, "The sound of this film is not there any more. Add it again, then export again."), (gone.State.Status, gone.State.Problem));
        Assert.Equal(ExportStatus.Failed, none.State.Status);
        Assert.StartsWith("The sound could not be laid under the film:", none.State.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timeline_has_the_sound_beside_its_pictures_and_below_its_first_shot()
    {
        MediaTools.Require();
        var settings = new ExportSettings { Fps = 24, Sound = Put(TestSound.Wav(9)) };

        var export = await _desk.MakeAsync(ExportKind.Timeline, _desk.Frames(2, durationMs: 1500), settings);

        using var zip = new ZipArchive(new MemoryStream(await _desk.BytesAsync(export)));
        Assert.NotNull(zip.GetEntry("sound.wav"));
        var clip = Xml(zip, ".fcpxml").Descendants("video").First().Element("asset-clip")!;
        Assert.Equal(("-1", "72/24s", "86400/24s"), ((string)clip.Attribute("lane")!, (string)clip.Attribute("duration")!, (string)clip.Attribute("offset")!));
        Assert.Equal("./sound.wav", (string)Xml(zip, ".fcpxml").Descendants("asset").Single(asset => (string?)asset.Attribute("hasAudio") == "1").Element("media-rep")!.Attribute("src")!);
        Assert.Equal(72, (int)Xml(zip, ".xml").Descendants("audio").First().Descendants("clipitem").Single().Element("end")!);

        static XDocument Xml(ZipArchive zip, string ending) => XDocument.Load(zip.Entries.Single(entry => entry.FullName.EndsWith(ending, StringComparison.Ordinal)).Open());
    }

    [Fact]
    public async Task What_is_heard_through_has_a_length()
    {
        MediaTools.Require();
        var id = Put(TestSound.Wav(2.5));

        var answer = await _host.CreateClient().GetAsync($"/sounds/{id}", Token);

        Assert.Equal(2.5, (double)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!["seconds"]!, 0.01);
    }

    [Theory]
    [InlineData("RIFF....WAVE, but no sound at all")]
    [InlineData("#EXTM3U\nhttp://127.0.0.1/\n")]
    public async Task What_cannot_be_heard_is_refused_with_the_reason(string text)
    {
        MediaTools.Require();
        var id = Put(System.Text.Encoding.UTF8.GetBytes(text));

        var answer = await _host.CreateClient().GetAsync($"/sounds/{id}", Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("ffmpeg cannot read it", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_ffmpeg_it_is_said_what_to_install_and_what_is_not_there_is_not_found()
    {
        _host.With("Thumbnails:Ffmpeg", "/nowhere/ffmpeg");
        var client = _host.CreateClient();

        var answer = await client.GetAsync($"/sounds/{Put(TestSound.Wav(1))}", Token);

        Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
        Assert.Contains("apt-get install ffmpeg", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/sounds/{new string('0', 64)}", Token)).StatusCode);
    }

    private string Put(byte[] sound)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(sound));
        _host.Images.Put($".inputs/{id}.wav", sound);
        return id;
    }

    private static async Task<double> SecondsAsync(string file, string entry, string? stream = null)
    {
        string[] chosen = stream is null ? [] : ["-select_streams", stream];
        return double.Parse(await MediaTools.SayAsync("ffprobe", ["-v", "error", .. chosen, "-show_entries", entry, "-of", "csv=p=0", file]), CultureInfo.InvariantCulture);
    }

    private static async Task<double> LoudnessAsync(string file, double from, double length)
    {
        var said = await MediaTools.SayAsync("ffmpeg", ["-nostdin", "-v", "info", "-ss", Text(from), "-t", Text(length), "-i", file, "-vn", "-af", "volumedetect", "-f", "null", "-"]);
        return double.Parse(said.Split("mean_volume: ")[1].Split(' ')[0], CultureInfo.InvariantCulture);

        static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
