using ComfyStudio.SystemTests.Studio;
using Microsoft.Playwright;

namespace ComfyStudio.SystemTests.Journeys;

/// <summary>Every page at every size and in both schemes: no console errors, nothing that axe objects to, and a picture to look at.</summary>
public sealed class AppearanceTests(StudioFixture studio)
{
    private static readonly (string Name, int Width, int Height)[] Windows = [("phone", 390, 844), ("laptop", 1280, 800), ("wide", 2560, 1440)];

    public static TheoryData<string, ColorScheme> Pages()
    {
        var data = new TheoryData<string, ColorScheme>();
        foreach (var page in new[] { "generate", "queue", "gallery", "workflows", "engines", "settings" })
        {
            data.Add(page, ColorScheme.Dark);
            data.Add(page, ColorScheme.Light);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_accessible_and_quiet_at_every_size(string name, ColorScheme scheme)
    {
        await studio.Client.SomeImagesAsync(TestContext.Current.CancellationToken);
        foreach (var (window, width, height) in Windows)
        {
            await using var visit = await studio.Browser.OpenAsync($"{studio.Studio.Web}/{name}", width, height, scheme);
            await visit.SettleAsync();
            await Screenshots.TakeAsync(visit.Page, $"{name}-{window}-{scheme}");

            Assert.Empty(await Axe.ViolationsAsync(visit.Page));
            Assert.Empty(visit.Errors);
        }
    }

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(390, 844)]
    public async Task The_viewer_is_accessible(int width, int height)
    {
        var images = await studio.Client.SomeImagesAsync(TestContext.Current.CancellationToken);
        await using var visit = await studio.Browser.OpenAsync($"{studio.Studio.Web}/gallery?image={images[0]}", width, height);
        await visit.SettleAsync();
        await Screenshots.TakeAsync(visit.Page, $"viewer-{width}");

        Assert.Empty(await Axe.ViolationsAsync(visit.Page));
        Assert.Empty(visit.Errors);
    }

    [Theory]
    [InlineData(1280, 800, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task The_form_for_an_engine_is_accessible(int width, int height, ColorScheme scheme)
    {
        await using var visit = await studio.Browser.OpenAsync($"{studio.Studio.Web}/engines", width, height, scheme);
        await visit.SettleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add engine" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Add an engine" })).ToBeVisibleAsync();
        await Screenshots.TakeAsync(visit.Page, $"engine-form-{width}");

        Assert.Empty(await Axe.ViolationsAsync(visit.Page));
        Assert.Empty(visit.Errors);
    }
}
