using ComfyStudio.SystemTests.Studio;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ComfyStudio.SystemTests.Journeys;

/// <summary>From the wish for many images to the grid of them, the two that are compared, and the table.</summary>
public sealed class BatchTests(StudioFixture studio)
{
    [Fact]
    public async Task A_sweep_over_two_settings_becomes_a_grid_of_which_two_are_compared_and_the_table_is_taken_along()
    {
        await using var visit = await studio.Browser.OpenAsync($"{studio.Studio.Web}/batches/new");
        var page = visit.Page;
        var prompt = $"a lighthouse at dusk {Random.Shared.Next()}";
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Prompt", Exact = true }).FillAsync(prompt);
        await page.GetByText("Sweep", new() { Exact = true }).ClickAsync();
        await SweepAsync(page, "Choose what to sweep over", "Steps", "2, 3");
        await SweepAsync(page, "And over…", "CFG", "4, 6, 8");
        // Pale while it is asked for anew.
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Estimate" })).ToHaveAttributeAsync("aria-busy", "false");
        Assert.Empty(await Axe.ViolationsAsync(page));
        await Screenshots.TakeAsync(page, "batch-form");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make 6 images" }).ClickAsync();

        await Expect(page.GetByText("6 images made")).ToBeVisibleAsync(new() { Timeout = 120_000 });
        var grid = page.GetByRole(AriaRole.Grid, new() { Name = "Comparison" });
        await Expect(grid.GetByRole(AriaRole.Columnheader)).ToHaveTextAsync(["CFG / Steps", "2", "3"]);
        await ChooseAsync(grid, "Steps 2, CFG 4");
        await ChooseAsync(grid, "Steps 3, CFG 4");
        await Expect(page.GetByText("2 chosen")).ToBeVisibleAsync();
        Assert.Empty(await Axe.ViolationsAsync(page));
        await Screenshots.TakeAsync(page, "batch-comparison");

        var table = await page.RunAndWaitForDownloadAsync(async () =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "More for this batch" }).ClickAsync();
            await page.GetByRole(AriaRole.Menuitem, new() { Name = "Download the table (CSV)" }).ClickAsync();
        });
        var rows = await File.ReadAllLinesAsync(await table.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal("index,prompt,steps,cfg,seed,file,state,failure", rows[0].TrimStart('\uFEFF'));
        Assert.All(rows[1..], row => Assert.EndsWith(",succeeded,", row, StringComparison.Ordinal));
        Assert.Equal(7, rows.Length);

        await page.GetByRole(AriaRole.Link, new() { Name = "Side by side" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Img, new() { Name = prompt })).Not.ToHaveCountAsync(0);
        Assert.Empty(visit.Errors);
    }

    private static async Task SweepAsync(IPage page, string button, string slot, string values)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = slot, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = $"Values of {slot}" }).FillAsync(values);
    }

    private static Task ChooseAsync(ILocator grid, string name) =>
        grid.GetByRole(AriaRole.Checkbox, new() { Name = $"Choose {name}", Exact = true }).ClickAsync();
}
