using System.Text.RegularExpressions;
using ComfyStudio.SystemTests.Studio;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ComfyStudio.SystemTests.Journeys;

/// <summary>From the first look at the page to the picture in the gallery and its trace in the dashboard.</summary>
public sealed partial class NewcomerTests(StudioFixture studio)
{
    private const string Prompt = "a lighthouse on a cliff above a stormy sea, sunset";

    [Fact]
    public async Task A_newcomer_makes_a_picture_finds_it_and_gets_its_settings_back()
    {
        await using var visit = await studio.Browser.OpenAsync(studio.Studio.Web);
        var page = visit.Page;
        await Expect(page.GetByText("a simulator paints the pictures")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        await page.GetByRole(AriaRole.Textbox, new() { Name = "Prompt", Exact = true }).FillAsync(Prompt);
        await page.Keyboard.PressAsync("Control+Enter");
        var picture = page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Img, new() { Name = Prompt }).First;
        await Expect(page.GetByText("The image is ready")).ToBeAttachedAsync(new() { Timeout = 60_000 });
        await Expect(picture).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Gallery" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Open: {Prompt}" }).First.ClickAsync();
        var viewer = page.GetByRole(AriaRole.Dialog);
        await Expect(viewer.GetByText("painted, not rendered")).ToBeVisibleAsync();
        await Expect(viewer.GetByRole(AriaRole.Link, new() { Name = "View trace" })).ToBeVisibleAsync();
        await viewer.GetByRole(AriaRole.Link, new() { Name = "Use these settings" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Prompt", Exact = true })).ToHaveValueAsync(Prompt);
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task The_whole_journey_is_one_trace_in_the_dashboard()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var visit = await studio.Browser.OpenAsync(studio.Studio.Web);
        var page = visit.Page;
        var prompt = $"a fox in the snow, pine forest {Random.Shared.Next()}";
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Prompt", Exact = true }).FillAsync(prompt);
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.GetByText("The image is ready")).ToBeAttachedAsync(new() { Timeout = 60_000 });
        var images = await studio.Client.UntilAsync(
            $"/api/images?q={Uri.EscapeDataString(prompt)}", found => found.GetProperty("items").GetArrayLength() > 0, TimeSpan.FromSeconds(10), cancellationToken);
        var traceId = images.GetProperty("items")[0].GetProperty("traceId").GetString()!;

        using var dashboard = new StudioClient(studio.Studio.Dashboard!);
        var trace = await dashboard.UntilAsync(
            $"/api/telemetry/traces/{traceId}", found => Services(found.ToString()).IsSupersetOf(["web", "api", "worker", "thumbnailer"]), TimeSpan.FromSeconds(60), cancellationToken);

        Assert.Contains("KSampler", trace.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_in_the_middle_of_a_job_finds_it_again()
    {
        await using var visit = await studio.Browser.OpenAsync(studio.Studio.Web);
        var page = visit.Page;
        var prompt = $"a city skyline at night, rain {Random.Shared.Next()}";
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Prompt", Exact = true }).FillAsync(prompt);
        await page.GetByLabel("Steps").Last.FillAsync("120");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.GetByText(StepWords()).First).ToBeVisibleAsync(new() { Timeout = 60_000 });

        await page.ReloadAsync();

        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Prompt", Exact = true })).ToHaveValueAsync(prompt);
        await Expect(page.GetByText(StepWords()).First).ToBeVisibleAsync(new() { Timeout = 10_000 });
        await Expect(page.GetByText("The image is ready")).ToBeAttachedAsync(new() { Timeout = 60_000 });
    }

    private static HashSet<string> Services(string trace) => [.. ServiceName().Matches(trace).Select(match => match.Groups[1].Value)];

    // OTLP JSON: { "key": "service.name", "value": { "stringValue": "api" } }
    [GeneratedRegex("\"service\\.name\"\\s*,\\s*\"value\"\\s*:\\s*\\{\\s*\"stringValue\"\\s*:\\s*\"([a-z]+)\"")]
    private static partial Regex ServiceName();

    [GeneratedRegex("Step \\d+ of 120")]
    private static partial Regex StepWords();
}
