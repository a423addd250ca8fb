using ComfyStudio.SystemTests.Studio;

[assembly: AssemblyFixture(typeof(StudioFixture))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace ComfyStudio.SystemTests.Studio;

/// <summary>One studio with its simulator and dashboard, and one browser, for all journeys that do not break it.</summary>
public sealed class StudioFixture : IAsyncLifetime
{
    private StudioProcess? _studio;
    private StudioBrowser? _browser;

    internal StudioProcess Studio => _studio!;

    internal StudioBrowser Browser => _browser!;

    internal StudioClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _browser = await StudioBrowser.LaunchAsync();
        _studio = await StudioProcess.StartAsync(new Dictionary<string, string>(), [], TestContext.Current.CancellationToken);
        Client = new StudioClient(_studio.Api);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        if (_studio is not null)
        {
            await _studio.DisposeAsync();
        }
    }
}
