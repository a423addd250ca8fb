using Microsoft.Playwright;

namespace ComfyStudio.SystemTests.Studio;

/// <summary>The installed chromium, without the services that a fresh profile would call.</summary>
internal sealed class StudioBrowser(IPlaywright playwright, IBrowser browser) : IAsyncDisposable
{
    private static readonly string[] Switches =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    public static async Task<StudioBrowser> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable(), Args = Switches });
        return new StudioBrowser(playwright, browser);
    }

    /// <summary>A page of a fresh visitor. Its console errors are collected in the page's <see cref="StudioPage.Errors"/>.</summary>
    public async Task<StudioPage> OpenAsync(string address, int width = 1280, int height = 800, ColorScheme scheme = ColorScheme.Dark)
    {
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            HasTouch = width < 600,
            DeviceScaleFactor = width < 600 ? 2 : 1,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = new StudioPage(await context.NewPageAsync());
        await page.Page.GotoAsync(address, new() { Timeout = 60_000 });
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static string Executable() =>
        new[] { Environment.GetEnvironmentVariable("CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("No chromium found: apt-get install chromium, or set CHROMIUM to its path.");
}

internal sealed class StudioPage : IAsyncDisposable
{
    public StudioPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Errors.Add($"{message.Text} {message.Location}");
            }
        };
        page.PageError += (_, error) => Errors.Add(error);
    }

    public IPage Page { get; }

    public List<string> Errors { get; } = [];

    /// <summary>Waits until the page shows what it has, with its fonts and all its pictures: those that would wait until they are scrolled to, too.</summary>
    public async Task SettleAsync()
    {
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Page.WaitForFunctionAsync(
            """
            () => {
              for (const image of document.images) image.loading = 'eager';
              return document.fonts.status === 'loaded'
                && document.querySelector('[aria-label^="Loading"]') === null
                && [...document.images].every(image => image.complete && image.hasAttribute('src'));
            }
            """);
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
