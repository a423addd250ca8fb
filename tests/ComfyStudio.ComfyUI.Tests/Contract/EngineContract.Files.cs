using System.Net;

namespace ComfyStudio.ComfyUI.Tests.Contract;

public abstract partial class EngineContract
{
    // One pixel, RGBA.
    private static readonly byte[] Pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

    [Fact]
    public async Task An_upload_comes_back_as_it_was()
    {
        var uploaded = await UploadAsync($"{NewId()} ö.png", Pixel);

        Assert.Equal(Pixel, await ViewAsync(uploaded));
    }

    [Fact]
    public async Task Another_content_under_a_name_in_use_gets_a_name_of_its_own()
    {
        var name = $"{NewId()}.png";
        byte[] other = [.. Pixel, 0];

        var first = await UploadAsync(name, Pixel);
        var same = await UploadAsync(name, Pixel);
        var second = await UploadAsync(name, other);
        var over = await UploadAsync(name, other, overwrite: true);

        Assert.Equal((name, name, name), (first.Name, same.Name, over.Name));
        Assert.NotEqual(name, second.Name);
        Assert.Equal(other, await ViewAsync(over));
    }

    [Fact]
    public async Task A_mask_is_laid_over_an_image_that_is_there()
    {
        var image = await UploadAsync($"{NewId()}.png", Pixel);
        using var mask = new MemoryStream(Pixel);

        var masked = await Client.UploadMaskAsync(
            new UploadRequest($"{NewId()}.png", "image/png", image.Subfolder, "temp"),
            new OutputFile(image.Name, image.Subfolder, image.Type),
            mask,
            Cancellation);

        Assert.True((await ViewAsync(masked)).AsSpan().StartsWith<byte>([0x89, 0x50, 0x4E, 0x47]));
    }

    [Fact]
    public async Task A_file_that_does_not_exist_is_null() =>
        Assert.Null(await Client.OpenFileAsync(new OutputFile($"{NewId()}.png", "", "output"), Cancellation));

    [Theory]
    [InlineData("../x.png", "", HttpStatusCode.BadRequest)]
    [InlineData("x.png", "../..", HttpStatusCode.Forbidden)]
    public async Task A_path_that_leaves_the_folders_is_refused(string filename, string subfolder, HttpStatusCode status)
    {
        var exception = await Assert.ThrowsAsync<ComfyUIResponseException>(
            () => Client.OpenFileAsync(new OutputFile(filename, subfolder, "output"), Cancellation));

        Assert.Equal(status, exception.Status);
    }

    // In the folder that every engine empties when it starts.
    private async Task<UploadedFile> UploadAsync(string name, byte[] bytes, bool overwrite = false)
    {
        using var content = new MemoryStream(bytes);
        return await Client.UploadImageAsync(
            new UploadRequest(name, "image/png", "comfystudio-contract", "temp", overwrite), content, Cancellation);
    }

    private async Task<byte[]> ViewAsync(UploadedFile uploaded)
    {
        await using var file = await Client.OpenFileAsync(new OutputFile(uploaded.Name, uploaded.Subfolder, uploaded.Type), Cancellation);
        return await ReadAsync(file!);
    }
}
