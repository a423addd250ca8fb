using System.Text.Json;
using System.Text.RegularExpressions;
using ComfyStudio.SystemTests.Studio;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ComfyStudio.SystemTests.Journeys;

/// <summary>From the first look at the page to the picture in the gallery and its trace in the dashboard.</summary>
public sealed partial class NewcomerTests(StudioFixture studio)
{
    [Fact]
    public async Task A_newcomer_makes_a_picture_finds_it_and_gets_its_settings_back()
    {
        await using var visit = await studio.Browser.OpenAsync(studio.Studio.Web);
        var page = visit.Page;
        var prompt = UniquePrompt("a lighthouse on a cliff above a stormy sea, sunset");
        await Expect(page.GetByText("so a simulator paints the pictures")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        await PromptBox(page).FillAsync(prompt);
        await page.Keyboard.PressAsync("Control+Enter");
        await ImageAsync(prompt);
        await Expect(StagePicture(page, prompt)).ToBeVisibleAsync();
        await Expect(page.GetByText("The image is ready")).ToBeAttachedAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Gallery" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Open: {prompt}" }).ClickAsync();
        var viewer = page.GetByRole(AriaRole.Dialog);
        await Expect(viewer.GetByText("painted, not rendered")).ToBeVisibleAsync();
        await Expect(viewer.GetByRole(AriaRole.Link, new() { Name = "View trace" })).ToBeVisibleAsync();
        await viewer.GetByRole(AriaRole.Link, new() { Name = "Use these settings" }).ClickAsync();

        await Expect(PromptBox(page)).ToHaveValueAsync(prompt);
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task The_whole_journey_is_one_trace_in_the_dashboard()
    {
        await using var visit = await studio.Browser.OpenAsync(studio.Studio.Web);
        var page = visit.Page;
        var prompt = UniquePrompt("a fox in the snow, pine forest");
        await PromptBox(page).FillAsync(prompt);
        await page.Keyboard.PressAsync("Control+Enter");
        var image = await ImageAsync(prompt);
        var traceId = image.GetProperty("traceId").GetString()!;

        using var dashboard = new StudioClient(studio.Studio.Dashboard!);

        // Each process sends its spans in batches of its own time.
        await dashboard.UntilAsync($"/api/telemetry/traces/{traceId}", IsWhole, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_refresh_in_the_middle_of_a_job_finds_it_again()
    {
        await using var visit = await studio.Browser.OpenAsync(studio.Studio.Web);
        var page = visit.Page;
        var prompt = UniquePrompt("a city skyline at night, rain");
        await PromptBox(page).FillAsync(prompt);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Steps" }).FillAsync("120");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.GetByText(StepWords()).First).ToBeVisibleAsync(new() { Timeout = 60_000 });

        await page.ReloadAsync();

        await Expect(PromptBox(page)).ToHaveValueAsync(prompt);
        await Expect(page.GetByText(StepWords()).First).ToBeVisibleAsync(new() { Timeout = 10_000 });
        await ImageAsync(prompt);
        await Expect(StagePicture(page, prompt)).ToBeVisibleAsync();
    }

    // Equal words would find an earlier test's picture.
    private static string UniquePrompt(string words) => $"{words} {Random.Shared.Next()}";

    private static ILocator PromptBox(IPage page) => page.GetByRole(AriaRole.Textbox, new() { Name = "Prompt", Exact = true });

    private static ILocator StagePicture(IPage page, string prompt) =>
        page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Img, new() { Name = prompt }).First;

    private async Task<JsonElement> ImageAsync(string prompt)
    {
        var found = await studio.Client.UntilAsync(
            $"/api/images?q={Uri.EscapeDataString(prompt)}",
            images => images.GetProperty("items").GetArrayLength() > 0,
            TimeSpan.FromSeconds(60),
            TestContext.Current.CancellationToken);
        return found.GetProperty("items")[0];
    }

    private static bool IsWhole(JsonElement trace) =>
        Services(trace.ToString()).IsSupersetOf(["web", "api", "worker", "thumbnailer"])
        && trace.ToString().Contains("node KSampler", StringComparison.Ordinal);

    private static HashSet<string> Services(string trace) => [.. ServiceName().Matches(trace).Select(match => match.Groups[1].Value)];

    // OTLP JSON: { "key": "service.name", "value": { "stringValue": "api" } }
    [GeneratedRegex("\"service\\.name\"\\s*,\\s*\"value\"\\s*:\\s*\\{\\s*\"stringValue\"\\s*:\\s*\"([a-z]+)\"")]
    private static partial Regex ServiceName();

    [GeneratedRegex("Step \\d+ of 120")]
    private static partial Regex StepWords();
}
