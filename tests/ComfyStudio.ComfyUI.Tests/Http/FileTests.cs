using System.Text;
using ComfyStudio.ComfyUI.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace ComfyStudio.ComfyUI.Tests.Http;

public sealed class FileTests
{
    private static readonly OutputFile File = new("bild ö+&.png", "studio/a b", "output");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_comes_as_it_is()
    {
        var query = new TaskCompletionSource<IQueryCollection>();
        await using var engine = await WebEngine.StartAsync(async context =>
        {
            query.SetResult(context.Request.Query);
            context.Response.ContentType = "image/png";
            context.Response.ContentLength = 5;
            await context.Response.Body.WriteAsync("12345"u8.ToArray(), context.RequestAborted);
        });

        await using var file = (await engine.Client().OpenFileAsync(File, Cancellation))!;

        Assert.Equal(("image/png", 5L), (file.ContentType, file.Length));
        Assert.Equal("12345", await ReadAsync(file));
        var asked = await query.Task;
        Assert.Equal((File.Filename, File.Subfolder, File.Type), ((string)asked["filename"]!, (string)asked["subfolder"]!, (string)asked["type"]!));
    }

    [Fact]
    public async Task A_missing_file_is_null_and_a_forbidden_one_an_error()
    {
        await using var missing = await WebEngine.StartAsync(404, "text/plain", "");
        await using var forbidden = await WebEngine.StartAsync(403, "text/plain", "");
        await using var page = await WebEngine.StartAsync(200, "text/html", "<html>");

        Assert.Null(await missing.Client().OpenFileAsync(File, Cancellation));
        await Assert.ThrowsAsync<ComfyUIResponseException>(() => forbidden.Client().OpenFileAsync(File, Cancellation));
        await Assert.ThrowsAsync<ComfyUIResponseException>(() => page.Client().OpenFileAsync(File, Cancellation));
    }

    [Theory]
    [InlineData("end")]
    [InlineData("reset")]
    [InlineData("silence")]
    public async Task A_file_that_breaks_off_or_stalls_is_never_cut_short_in_silence(string fault)
    {
        await using var engine = new RawEngine(async exchange =>
        {
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 100000\r\n\r\nabc");
            if (fault == "end")
                exchange.End();
            else if (fault == "reset")
                exchange.Reset();
            else
                await exchange.StaySilentAsync();
        });

        var exception = await Assert.ThrowsAsync<ComfyUIUnreachableException>(async () =>
        {
            // A reset can overtake the head of the answer.
            await using var file = (await engine.Client(Clients.Hasty).OpenFileAsync(File, Cancellation))!;
            await ReadAsync(file);
        });

        Assert.True(exception.RequestMayHaveArrived);
    }

    [Fact]
    public async Task An_upload_says_where_the_file_goes()
    {
        var form = new TaskCompletionSource<IFormCollection>();
        await using var engine = await StartUploadsAsync(form);
        using var content = new MemoryStream("pixels"u8.ToArray());

        var uploaded = await engine.Client().UploadImageAsync(
            new UploadRequest("bild ö\".png", "image/png", "studio", Overwrite: true), content, Cancellation);

        Assert.Equal(new UploadedFile("bild (1).png", "studio", "input"), uploaded);
        var sent = await form.Task;
        Assert.Equal(("input", "studio", "true"), ((string)sent["type"]!, (string)sent["subfolder"]!, (string)sent["overwrite"]!));
        var file = Assert.Single(sent.Files);
        Assert.Equal(("image", "bild ö\".png", "image/png", 6L), (file.Name, file.FileName, file.ContentType, file.Length));
        Assert.True(content.CanRead);
    }

    [Fact]
    public async Task A_mask_names_the_image_it_lies_on()
    {
        var form = new TaskCompletionSource<IFormCollection>();
        await using var engine = await StartUploadsAsync(form);
        using var content = new MemoryStream([1]);

        await engine.Client().UploadMaskAsync(
            new UploadRequest("mask.png", "image/png"), new OutputFile("a.png", "sub", "input"), content, Cancellation);

        Assert.Equal("""{"filename":"a.png","subfolder":"sub","type":"input"}""", (await form.Task)["original_ref"]);
    }

    [Fact]
    public async Task A_fault_of_the_callers_own_stream_comes_through()
    {
        await using var engine = await StartUploadsAsync(new TaskCompletionSource<IFormCollection>());
        await using var content = new BrokenStream();

        var exception = await Assert.ThrowsAsync<IOException>(
            () => engine.Client().UploadImageAsync(new UploadRequest("a.png", "image/png"), content, Cancellation));

        Assert.Equal("disk", exception.Message);
    }

    [Fact]
    public async Task An_upload_that_nobody_takes_ends_by_the_timeout()
    {
        await using var engine = new RawEngine(exchange => exchange.StaySilentAsync());
        using var content = new MemoryStream([1]);

        await Assert.ThrowsAsync<ComfyUIUnreachableException>(
            () => engine.Client(Clients.Hasty).UploadImageAsync(new UploadRequest("a.png", "image/png"), content, Cancellation));
    }

    private static Task<WebEngine> StartUploadsAsync(TaskCompletionSource<IFormCollection> form) => WebEngine.StartAsync(async context =>
    {
        form.SetResult(await context.Request.ReadFormAsync(context.RequestAborted));
        await WebEngine.AnswerAsync(context, 200, "application/json", """{"name": "bild (1).png", "subfolder": "studio", "type": "input"}""");
    });

    private static async Task<string> ReadAsync(ViewedFile file)
    {
        using var reader = new StreamReader(file.Content, Encoding.UTF8, leaveOpen: true);
        return await reader.ReadToEndAsync(Cancellation);
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("disk");
    }
}
