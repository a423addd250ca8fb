using System.Net.Http.Json;
using ComfyStudio.Images;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;
using ComfyStudio.Thumbnailer.Backlog;
using ComfyStudio.Thumbnailer.Thumbnails;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;

namespace ComfyStudio.Thumbnailer.Tests;

/// <summary>The whole program, in this process, with a root and a queue of its own.</summary>
public sealed class ThumbnailerHost(RedisServer redis) : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _settings = [];
    private WebApplicationFactory<ThumbnailDesk>? _factory;
    private bool _hasBacklog;

    public TestImagesFolder Images { get; } = new TestImagesFolder().Made();

    public string Queue { get; } = redis.NewQueueName();

    public IServiceProvider Services => Factory.Services;

    private WebApplicationFactory<ThumbnailDesk> Factory => _factory ??= new WebApplicationFactory<ThumbnailDesk>().WithWebHostBuilder(Configure);

    public ThumbnailerHost With(string setting, string value)
    {
        _settings[setting] = value;
        return this;
    }

    /// <summary>Without this only what is asked for is made, so that a test knows who did it.</summary>
    public ThumbnailerHost WithBacklog()
    {
        _hasBacklog = true;
        return this;
    }

    public HttpClient CreateClient() => Factory.CreateClient();

    public Task<HttpResponseMessage> AskAsync(string relativePath, string version = "0123456789abcdef", int size = 300) =>
        CreateClient().PostAsJsonAsync("/thumbnails", new { relativePath, version, size }, TestContext.Current.CancellationToken);

    public bool Has(string relativePath, string version, int size) =>
        File.Exists(Path.Join(Images.Path, ThumbnailSpec.RelativePath(relativePath, size, version)));

    /// <summary>Ends the program and lets the next call start another one.</summary>
    public async Task RestartAsync()
    {
        if (_factory is not null)
            await _factory.DisposeAsync();
        _factory = null;
    }

    public async ValueTask DisposeAsync()
    {
        await RestartAsync();
        Images.Dispose();
    }

    private void Configure(IWebHostBuilder host)
    {
        host.UseSetting("ConnectionStrings:redis", redis.ConnectionString);
        host.UseSetting("Jobs:Queue", Queue);
        host.UseSetting("Images:Root", Images.Path);
        foreach (var (setting, value) in _settings)
            host.UseSetting(setting, value);
        if (!_hasBacklog)
            host.ConfigureTestServices(services => services.Remove(services.Single(service => service.ImplementationType == typeof(ThumbnailBacklog))));
    }
}
