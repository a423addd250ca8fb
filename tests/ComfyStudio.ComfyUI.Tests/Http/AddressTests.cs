using System.Text;
using ComfyStudio.ComfyUI.Tests.Servers;

namespace ComfyStudio.ComfyUI.Tests.Http;

public sealed class AddressTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "/prompt")]
    [InlineData("/", "/prompt")]
    [InlineData("/comfy", "/comfy/prompt")]
    [InlineData("/comfy/", "/comfy/prompt")]
    [InlineData("/a/b%20c/?x=1#y", "/a/b c/prompt")]
    public async Task A_path_prefix_is_kept(string path, string expected)
    {
        var seen = await SeeAsync(address => new ComfyUIAddress(new Uri(address, path)));

        Assert.Equal(expected, seen.Path);
        Assert.False(seen.HasOrigin);
    }

    [Fact]
    public async Task A_token_or_a_user_is_sent()
    {
        var bearer = await SeeAsync(address => new ComfyUIAddress(address) { BearerToken = "t0ken", UserName = "u", Password = "p" });
        var basic = await SeeAsync(address => new ComfyUIAddress(address) { UserName = "jörg", Password = "a:b" });
        var inAddress = await SeeAsync(address => new ComfyUIAddress(new UriBuilder(address) { UserName = "me", Password = "p%40ss" }.Uri));
        var nobody = await SeeAsync(address => new ComfyUIAddress(address));

        Assert.Equal("Bearer t0ken", bearer.Authorization);
        Assert.Equal(Basic("jörg:a:b"), basic.Authorization);
        Assert.Equal(Basic("me:p@ss"), inAddress.Authorization);
        Assert.Null(nobody.Authorization);
    }

    [Fact]
    public async Task Secrets_reach_neither_messages_nor_logs()
    {
        await using var engine = await WebEngine.StartAsync(401, "text/plain", "");
        var address = new ComfyUIAddress(new UriBuilder(engine.Address) { UserName = "me", Password = "hush" }.Uri) { BearerToken = "secret" };

        var exception = await Assert.ThrowsAsync<ComfyUIResponseException>(() => Clients.Of(address).GetQueueAsync(Cancellation));

        foreach (var text in new[] { exception.ToString(), address.ToString(), $"{address}" })
        {
            Assert.DoesNotContain("hush", text, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        }

        Assert.Equal($"http://127.0.0.1:{engine.Address.Port}", address.ToString());
    }

    [Theory]
    [InlineData("ftp://host")]
    [InlineData("file:///etc/passwd")]
    [InlineData("host:8188")]
    public void Only_http_and_https_are_taken(string address) =>
        Assert.Throws<ArgumentException>(() => Clients.Of(new ComfyUIAddress(new Uri(address))));

    private static string Basic(string pair) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));

    private static async Task<(string Path, string? Authorization, bool HasOrigin)> SeeAsync(Func<Uri, ComfyUIAddress> address)
    {
        (string, string?, bool) seen = default;
        await using var engine = await WebEngine.StartAsync(context =>
        {
            var headers = context.Request.Headers;
            seen = (context.Request.Path.Value!, headers.Authorization, headers.ContainsKey("Origin"));
            return WebEngine.AnswerAsync(context, 200, "application/json", """{"exec_info": {"queue_remaining": 2}}""");
        });
        Assert.Equal(2, await Clients.Of(address(engine.Address)).GetQueueRemainingAsync(Cancellation));
        return seen;
    }
}
