using System.Buffers.Binary;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;

namespace ComfyStudio.Api.Tests.Inputs;

public sealed class InputTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis, ("Inputs:MaxBytes", "200000"), ("Inputs:MaxSide", "400"));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_picture_is_kept_under_the_hash_of_its_bytes_and_given_back_as_it_was()
    {
        var png = TestPng.Make();

        var answer = await UploadAsync(png);

        var id = Convert.ToHexStringLower(SHA256.HashData(png));
        Assert.Equal((201, id, png.Length, "image/png"), (answer.Status, (string)answer.Body["id"]!, (int)answer.Body["bytes"]!, (string)answer.Body["contentType"]!));
        Assert.Equal($"/api/inputs/{id}", answer.Header("Location"));
        var again = await _api.GetAsync((string)answer.Body["url"]!);
        Assert.Equal(png, again.Bytes);
        Assert.Equal("image/png", again.Header("Content-Type"));
        Assert.Equal(id, (string)(await UploadAsync(png)).Body["id"]!);
    }

    [Fact]
    public async Task A_picture_that_was_taken_sideways_has_the_size_it_is_shown_with()
    {
        var answer = await UploadAsync(TurnedJpeg(width: 300, height: 200));

        Assert.Equal((201, 200, 300), (answer.Status, (int)answer.Body["width"]!, (int)answer.Body["height"]!));
    }

    [Fact]
    public async Task One_of_the_gallery_is_taken_by_its_id_and_no_input_is_shown_there()
    {
        var image = await _api.ShowAsync("a lighthouse");

        var answer = await _api.PostAsync("/api/inputs", new JsonObject { ["imageId"] = image.Id.ToString() });

        Assert.Equal((201, image.Sha256), (answer.Status, (string)answer.Body["id"]!));
        Assert.Equal(404, (await _api.PostAsync("/api/inputs", new JsonObject { ["imageId"] = new string('0', 32) })).Status);
        await _api.Get<ComfyStudio.Images.ImageIndex>().ScanAsync(TestContext.Current.CancellationToken);
        Assert.Single((await _api.GetAsync("/api/images")).Body["items"]!.AsArray());
    }

    [Fact]
    public async Task What_is_no_picture_or_too_large_is_refused_and_leaves_nothing()
    {
        var text = await UploadAsync("no picture"u8.ToArray());
        Assert.Equal((415, "The file is no PNG, JPEG, WebP or GIF."), (text.Status, text.Error("file")));

        var large = await UploadAsync(new byte[200_001]);
        Assert.Equal((413, "The picture is larger than 0.2 MB."), (large.Status, large.Error("file")));

        var wide = await UploadAsync(TurnedJpeg(width: 401, height: 10));
        Assert.Equal((413, "The picture has 10 × 401 pixels; 400 is the longest side that is taken."), (wide.Status, wide.Error("file")));

        Assert.Equal(413, (await UploadAsync(new byte[400_000])).Status);
        Assert.Equal(400, (await UploadAsync(TestPng.Make(), field: "picture")).Status);
        Assert.Equal(415, (await _api.PostTextAsync("/api/inputs", "hello", "text/plain")).Status);
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Join(_api.Images.Path, ".inputs")), path => Path.GetFileName(path).StartsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_sends_far_too_much_gets_the_answer_every_time()
    {
        for (var i = 0; i < 20; i++)
            Assert.Equal(413, (await UploadAsync(new byte[400_000 + (i * 200_000)])).Status);
    }

    [Theory]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task What_was_never_uploaded_is_not_there(string id) => Assert.Equal(404, (await _api.GetAsync($"/api/inputs/{id}")).Status);

    [Fact]
    public async Task A_request_for_a_picture_that_is_not_there_is_refused_by_its_field()
    {
        var slots = new JsonObject { ["prompt"] = "a cat", ["checkpoint"] = StudioApi.Sdxl, ["image"] = new string('0', 64) };

        var answer = await _api.PostAsync("/api/generations", new JsonObject { ["template"] = "img2img_sdxl", ["slots"] = slots });

        Assert.Equal(400, answer.Status);
        Assert.Equal("Picture: the studio does not have this picture any more; upload it again.", answer.Error("slots.image"));
    }

    private async Task<Answer> UploadAsync(byte[] content, string field = "file")
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, field, "cat.png");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/inputs") { Content = form };
        return await _api.SendAsync(request);
    }

    /// <summary>The head of a JPEG whose EXIF says that it is to be turned a quarter; no more is read of it here.</summary>
    private static byte[] TurnedJpeg(ushort width, ushort height)
    {
        byte[] exif = [.. "Exif\0\0MM\0*\0\0\0\b\0\u0001"u8, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        byte[] frame = [8, 0, 0, 0, 0, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0];
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), height);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(3), width);
        return [0xFF, 0xD8, .. Segment(0xE1, exif), .. Segment(0xC0, frame), 0xFF, 0xD9];
    }

    private static byte[] Segment(byte marker, byte[] content) =>
        [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];
}
