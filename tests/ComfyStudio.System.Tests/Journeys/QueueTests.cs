using ComfyStudio.SystemTests.Studio;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ComfyStudio.SystemTests.Journeys;

/// <summary>The line of what waits, in the hands of whoever looks at it.</summary>
public sealed class QueueTests(StudioFixture studio)
{
    [Fact]
    public async Task What_waits_is_held_put_in_order_by_hand_taken_out_and_brought_back_and_two_tabs_see_the_same()
    {
        await using var visit = await studio.Browser.OpenAsync($"{studio.Studio.Web}/queue?show=waiting");
        await using var phone = await studio.Browser.OpenAsync($"{studio.Studio.Web}/queue?show=waiting", 390, 844);
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true }).ClickAsync();
        await Expect(page.GetByText("The queue is paused.")).ToBeVisibleAsync();
        try
        {
            var names = await SubmitAsync("a pier", "a mill", "a tram");
            await ExpectLineAsync(page, names);

            await RowOf(page, names[2]).FocusAsync();
            await page.Keyboard.PressAsync("Alt+ArrowUp");
            await ExpectLineAsync(page, [names[0], names[2], names[1]]);

            await DragAsync(page, names[1], names[0]);
            await ExpectLineAsync(page, [names[1], names[0], names[2]]);
            await ExpectLineAsync(phone.Page, [names[1], names[0], names[2]]);
            await LookAsync(visit, "queue-paused");
            await LookAsync(phone, "queue-paused-phone");

            await page.GetByRole(AriaRole.Button, new() { Name = $"Cancel: {names[0]}" }).ClickAsync();
            await ExpectLineAsync(phone.Page, [names[1], names[2]]);
            await LookAsync(visit, "queue-undo");
            await page.Keyboard.PressAsync("Control+z");
            await ExpectLineAsync(page, [names[1], names[0], names[2]]);
            await ExpectLineAsync(phone.Page, [names[1], names[0], names[2]]);

            await page.ReloadAsync();
            await ExpectLineAsync(page, [names[1], names[0], names[2]]);
        }
        finally
        {
            await studio.Client.PostAsync("/api/queue/resume", TestContext.Current.CancellationToken);
        }

        await Expect(page.GetByText("Nothing waits")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Assert.Empty(visit.Errors);
        Assert.Empty(phone.Errors);
    }

    private static async Task LookAsync(StudioPage visit, string name)
    {
        await visit.SettleAsync();
        await Screenshots.TakeAsync(visit.Page, name);
        Assert.Empty(await Axe.ViolationsAsync(visit.Page));
    }

    private async Task<IReadOnlyList<string>> SubmitAsync(params string[] words)
    {
        var names = words.Select(each => $"{each} {Random.Shared.Next()}").ToList();
        foreach (var name in names)
        {
            await studio.Client.GenerateAsync(name, 4, TestContext.Current.CancellationToken);
        }

        return names;
    }

    private static ILocator RowOf(IPage page, string name) => page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = name });

    // As a hand does it: on to the upper half of the row before which it is to stand.
    private static async Task DragAsync(IPage page, string name, string before)
    {
        var row = RowOf(page, name);
        await row.HoverAsync();
        await row.GetByTitle("Drag to reorder").HoverAsync();
        await page.Mouse.DownAsync();
        var target = (await RowOf(page, before).BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(target.X + 60, target.Y + (target.Height / 2), new() { Steps = 5 });
        await page.Mouse.MoveAsync(target.X + 60, target.Y + 8, new() { Steps = 5 });
        await page.Mouse.UpAsync();
    }

    private static Task ExpectLineAsync(IPage page, IReadOnlyList<string> names) =>
        Expect(page.GetByRole(AriaRole.Article)).ToContainTextAsync([.. names], new() { Timeout = 30_000 });
}
