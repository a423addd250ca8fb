using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ComfyStudio.Simulator.Painting;

namespace ComfyStudio.Simulator.Tests.Protocol;

public sealed class FileTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Uploads_are_kept_once_renamed_or_overwritten_as_recorded()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);

        Assert.Equal("""{"name": "a.png", "subfolder": "", "type": "input"}""", await UploadAsync(client, "a.png", "one"));
        Assert.Equal("""{"name": "a.png", "subfolder": "", "type": "input"}""", await UploadAsync(client, "a.png", "one"));
        Assert.Equal("""{"name": "a (1).png", "subfolder": "", "type": "input"}""", await UploadAsync(client, "a.png", "two"));
        Assert.Equal("""{"name": "a (1).png", "subfolder": "", "type": "input"}""", await UploadAsync(client, "a.png", "two"));
        Assert.Equal("""{"name": "a.png", "subfolder": "", "type": "input"}""", await UploadAsync(client, "a.png", "three", ("overwrite", "true")));
        Assert.Equal("""{"name": "a (2).png", "subfolder": "", "type": "input"}""", await UploadAsync(client, "a.png", "four", ("overwrite", "TRUE")));
        Assert.Equal("""{"name": "b.png", "subfolder": "sub/deep", "type": "input"}""", await UploadAsync(client, "b.png", "one", ("subfolder", "sub/deep")));
        Assert.Equal("""{"name": "c.png", "subfolder": "", "type": "temp"}""", await UploadAsync(client, "c.png", "one", ("type", "temp")));
    }

    [Theory]
    [InlineData("x.png", "subfolder", "../", 400)]
    [InlineData("x.png", "subfolder", "/tmp", 400)]
    [InlineData("x.png", "type", "bogus", 500)]
    [InlineData("sub3/x.png", "overwrite", "no", 500)]
    [InlineData("../x.png", "overwrite", "no", 400)]
    public async Task Uploads_that_lead_elsewhere_are_refused(string filename, string field, string value, int status)
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        using var form = Form("image", filename, "one", (field, value));

        using var answer = await client.Http.PostAsync("/upload/image", form, Token);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_mask_is_laid_over_its_original()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        var original = PngWriter.Write(Picture.Filled(4, 4, 200, 10, 10), []);
        await File.WriteAllBytesAsync(Path.Combine(server.Folder, "input", "a.png"), original, Token);
        var mask = PngWriter.WriteWithAlpha(Picture.Filled(4, 4, 0, 0, 0), Picture.Filled(4, 4, 77, 77, 77));
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(mask), "image", "m.png" }, { new StringContent("""{"filename": "a.png", "type": "input"}"""), "original_ref" },
        };

        using var answer = await client.Http.PostAsync("/upload/mask", form, Token);

        Assert.Equal("""{"name": "m.png", "subfolder": "", "type": "input"}""", await answer.Content.ReadAsStringAsync(Token));
        var (picture, alpha) = PngReader.Read(await File.ReadAllBytesAsync(Path.Combine(server.Folder, "input", "m.png"), Token));
        Assert.Equal(new byte[] { 200, 10, 10 }, picture.Rgb[..3]);
        Assert.All(alpha!, value => Assert.Equal(77, value));
    }

    [Fact]
    public async Task A_picture_is_viewed_whole_in_part_or_not_again()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "output", "x.png"), "0123456789", Token);

        using var whole = await client.Http.GetAsync("/api/view?filename=x.png", Token);
        Assert.Equal("image/png", whole.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", whole.Headers.GetValues("X-Content-Type-Options").Single());

        using var again = new HttpRequestMessage(HttpMethod.Get, "/view?filename=x.png") { Headers = { IfNoneMatch = { whole.Headers.ETag! } } };
        using var notModified = await client.Http.SendAsync(again, Token);
        Assert.Equal(HttpStatusCode.NotModified, notModified.StatusCode);

        using var part = new HttpRequestMessage(HttpMethod.Get, "/view?filename=x.png [output]") { Headers = { Range = new RangeHeaderValue(2, 4) } };
        using var partial = await client.Http.SendAsync(part, Token);
        Assert.Equal(HttpStatusCode.PartialContent, partial.StatusCode);
        Assert.Equal("234", await partial.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("/view", 404)]
    [InlineData("/view?filename=", 400)]
    [InlineData("/view?filename=nope.png", 404)]
    [InlineData("/view?filename=nope.png&type=zzz", 400)]
    [InlineData("/view?filename=../main.py&type=input", 400)]
    [InlineData("/view?filename=%2Fetc%2Fpasswd", 400)]
    [InlineData("/view?filename=passwd&subfolder=../../../../etc", 403)]
    [InlineData("/view?filename=passwd&subfolder=/etc", 403)]
    [InlineData("/view?filename=a%00b.png", 404)]
    public async Task Views_that_lead_elsewhere_are_refused(string path, int status)
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);

        using var answer = await client.Http.GetAsync(path, Token);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(0, answer.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Saved_files_are_numbered_on_and_carry_prompt_and_workflow()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        Directory.CreateDirectory(Path.Combine(server.Folder, "output", "a", "b"));
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "output", "a", "b", "64_00041_.png"), "", Token);
        await using var socket = await RecordingSocket.ConnectAsync(server.Address, "A", Token);
        var prompt = SimulatorClient.EmptyImage(prefix: "a/b/%width%");
        prompt["1"]!["inputs"]!["batch_size"] = 2;

        await client.SubmitAsync(prompt, Token, "A", new JsonObject { ["extra_pnginfo"] = JsonNode.Parse("""{"workflow": {"id": "0a1b", "note": "ünï 猫"}}""") });
        await socket.UntilEndAsync(Token);

        Assert.Contains("executed 2 a/b/64_00042_.png,a/b/64_00043_.png", socket.Lines);
        var png = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(server.Folder, "output", "a", "b", "64_00042_.png"), Token));
        Assert.Contains("tEXtprompt\0{\"1\": {\"class_type\": \"EmptyImage\"", png, StringComparison.Ordinal);
        Assert.Contains("tEXtworkflow\0{\"id\": \"0a1b\", \"note\": \"\\u00fcn\\u00ef \\u732b\"}", png, StringComparison.Ordinal);
        Assert.True(png.IndexOf("tEXt", StringComparison.Ordinal) == 8 + 25 + 4);
    }

    [Fact]
    public async Task A_prefix_that_leaves_the_folder_fails_when_it_runs()
    {
        await using var server = await SimulatorClient.StartServerAsync();
        using var client = new SimulatorClient(server);
        await using var socket = await RecordingSocket.ConnectAsync(server.Address, "A", Token);

        await client.SubmitAsync(SimulatorClient.EmptyImage(prefix: "../../evil"), Token, "A");
        await socket.UntilEndAsync(Token);

        Assert.Contains("execution_error 2 SaveImage", socket.Lines);
    }

    [Fact]
    public async Task What_is_too_large_is_refused_with_the_limit()
    {
        await using var server = await SimulatorClient.StartServerAsync(options => options.MaxUploadBytes = 2000);
        using var client = new SimulatorClient(server);
        using var form = Form("image", "x.png", new string('x', 5000));

        using var answer = await client.Http.PostAsync("/upload/image", form, Token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("Maximum request body size 2000 exceeded.", await answer.Content.ReadAsStringAsync(Token));
    }

    private static async Task<string> UploadAsync(SimulatorClient client, string filename, string content, params (string, string)[] fields)
    {
        using var form = Form("image", filename, content, fields);
        using var answer = await client.Http.PostAsync("/upload/image", form, Token);
        return await answer.Content.ReadAsStringAsync(Token);
    }

    private static MultipartFormDataContent Form(string field, string filename, string content, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { new StringContent(content), field, filename } };
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        return form;
    }
}
