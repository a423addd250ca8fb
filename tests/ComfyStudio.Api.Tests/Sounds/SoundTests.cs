using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ComfyStudio.Images.Exports;
using ComfyStudio.Testing;
using Microsoft.AspNetCore.Http;

namespace ComfyStudio.Api.Tests.Sounds;

public sealed class SoundTests(RedisServer redis) : IAsyncLifetime
{
    private static readonly byte[] Wav = [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVEfmt and so on"u8];

    private readonly List<string> _heard = [];
    private LoopbackServer _thumbnailer = null!;
    private StudioApi _api = null!;
    private Func<HttpContext, Task> _hear = Hears;

    private string[] Kept => [.. _api.Images.Files().Where(file => file.StartsWith(".inputs/", StringComparison.Ordinal)).Select(file => Path.GetExtension(file))];

    public async ValueTask InitializeAsync()
    {
        _thumbnailer = new LoopbackServer("/exports/wake", _ => Task.CompletedTask).Tell("/sounds/{id}", context =>
        {
            _heard.Add((string)context.Request.RouteValues["id"]!);
            return _hear(context);
        });
        await _thumbnailer.StartAsync();
        _api = await StudioApi.StartAsync(redis, ("Thumbnailer:Address", _thumbnailer.Address), ("Sounds:MaxBytes", "200000"));
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _thumbnailer.DisposeAsync();
    }

    [Fact]
    public async Task A_sound_is_heard_through_and_kept_once_under_the_hash_of_its_bytes()
    {
        var answer = await UploadAsync(Wav);

        var id = Convert.ToHexStringLower(SHA256.HashData(Wav));
        Assert.Equal((201, id, 61.5, "audio/wav"), (answer.Status, (string)answer.Body["id"]!, (double)answer.Body["seconds"]!, (string)answer.Body["contentType"]!));
        var again = await _api.GetAsync((string)answer.Body["url"]!);
        Assert.Equal((200, "audio/wav"), (again.Status, again.Header("Content-Type")));
        Assert.Equal(Wav, again.Bytes);
        Assert.Equal(id, (string)(await UploadAsync(Wav)).Body["id"]!);
        Assert.Equal([".wav"], Kept);
        Assert.Equal([id, id], _heard);
    }

    [Theory]
    [InlineData("ID3\u0004 and so on", ".mp3")]
    [InlineData("fLaC and so on", ".flac")]
    [InlineData("OggS and so on", ".ogg")]
    [InlineData("....ftypM4A ", ".m4a")]
    public async Task Its_first_bytes_tell_what_it_is_and_not_its_name(string content, string extension)
    {
        Assert.Equal(201, (await UploadAsync(System.Text.Encoding.Latin1.GetBytes(content))).Status);
        Assert.Equal([extension], Kept);
    }

    [Fact]
    public async Task What_is_no_sound_or_too_large_is_refused_at_its_field_and_leaves_nothing()
    {
        var text = await UploadAsync("no sound at all"u8.ToArray());
        Assert.Equal((415, "The file is no WAV, MP3, M4A, OGG or FLAC."), (text.Status, text.Error("file")));

        var large = await UploadAsync([.. Wav, .. new byte[200_000]]);
        Assert.Equal((413, "The sound is larger than 0.2 MB."), (large.Status, large.Error("file")));

        _hear = context => SayAsync(context, 422, "ffmpeg cannot read it: Invalid data");
        var broken = await UploadAsync(Wav);
        Assert.Equal((415, "This is no sound that a film can have. ffmpeg cannot read it: Invalid data"), (broken.Status, broken.Error("file")));

        Assert.Equal(400, (await UploadAsync(Wav, field: "sound")).Status);
        Assert.Equal(415, (await _api.PostTextAsync("/api/sounds", "hello", "text/plain")).Status);
        Assert.Empty(Kept);
    }

    [Fact]
    public async Task Where_nobody_can_hear_it_that_is_said_and_one_from_before_stays()
    {
        await UploadAsync(Wav);
        byte[] other = [.. Wav, 1];

        _hear = context => SayAsync(context, 501, "Videos and sounds need ffmpeg, which is not installed.");
        var missing = await UploadAsync(other);
        _hear = context => SayAsync(context, 500, "?");
        var away = await UploadAsync(Wav);

        Assert.Equal((503, "Videos and sounds need ffmpeg, which is not installed."), (missing.Status, missing.Error("file")));
        Assert.Equal((503, "The Thumbnailer, which checks sounds, does not answer. Try again in a moment."), (away.Status, away.Error("file")));
        Assert.Equal([".wav"], Kept);
    }

    [Fact]
    public async Task A_film_is_asked_for_with_a_sound_that_is_there_and_refused_with_one_that_is_not()
    {
        var image = (await _api.ShowAsync("a lighthouse")).Id.ToString();
        var sound = (string)(await UploadAsync(Wav)).Body["id"]!;

        var asked = await AskAsync(image, sound);
        var refused = await AskAsync(image, new string('0', 64));

        Assert.Equal(202, asked.Status);
        Assert.Equal(sound, _api.Get<ExportShelf>().Find((string)asked.Body["id"]!)!.Order.Settings.Sound);
        Assert.Equal((400, "This sound is not here. Add it again."), (refused.Status, refused.Error("settings.sound")));
        Assert.Equal(404, (await _api.GetAsync("/api/sounds/..%2f..%2fetc%2fpasswd")).Status);
    }

    private static Task Hears(HttpContext context) => context.Response.WriteAsJsonAsync(new { seconds = 61.5 }, context.RequestAborted);

    private static Task SayAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { detail }, context.RequestAborted);
    }

    private Task<Answer> AskAsync(string image, string sound) => _api.PostAsync("/api/exports", new JsonObject
    {
        ["kind"] = "mp4",
        ["images"] = new JsonArray(image),
        ["settings"] = new JsonObject { ["sound"] = sound },
    });

    private async Task<Answer> UploadAsync(byte[] content, string field = "file")
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, field, "song.txt");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sounds") { Content = form };
        return await _api.SendAsync(request);
    }
}
