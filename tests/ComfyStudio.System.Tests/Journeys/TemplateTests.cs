using ComfyStudio.SystemTests.Studio;
using ComfyStudio.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ComfyStudio.SystemTests.Journeys;

/// <summary>From a template, shipped or brought along, through every kind of field to the picture.</summary>
public sealed class TemplateTests(StudioFixture studio)
{
    [Fact]
    public async Task A_template_is_picked_filled_in_and_makes_its_picture()
    {
        var picture = await SavePictureAsync();
        await using var visit = await studio.Browser.OpenAsync($"{studio.Studio.Web}/workflows");
        var page = visit.Page;
        var prompt = $"a red door in an old wall {Random.Shared.Next()}";
        await page.GetByLabel("Search templates").FillAsync("inpaint");
        await page.GetByRole(AriaRole.Listitem).GetByRole(AriaRole.Button).First.ClickAsync();
        var drawer = page.GetByRole(AriaRole.Dialog);
        await Expect(drawer.GetByRole(AriaRole.Heading, new() { Name = "Engines" })).ToBeVisibleAsync();
        Assert.Empty(await Axe.ViolationsAsync(page));
        await drawer.GetByRole(AriaRole.Link, new() { Name = "Use it" }).ClickAsync();

        await page.GetByRole(AriaRole.Textbox, new() { Name = "Prompt", Exact = true }).FillAsync(prompt);
        // By its name: the fields come one after the other, and the mask takes a file too.
        await page.GetByLabel("File for Picture", new() { Exact = true }).SetInputFilesAsync(picture);
        await PaintAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a LoRA" }).ClickAsync();
        await page.GetByRole(AriaRole.Option).First.ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Steps" }).FillAsync("4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Roll a seed" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Advanced" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Sampler" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "ddim", Exact = true }).ClickAsync();
        Assert.Empty(await Axe.ViolationsAsync(page));
        await Screenshots.TakeAsync(page, "template-filled");
        await page.Keyboard.PressAsync("Control+Enter");

        await PictureIsShownAsync(page, prompt);
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task A_workflow_is_imported_saved_tried_and_deleted_with_a_way_back()
    {
        await using var visit = await studio.Browser.OpenAsync($"{studio.Studio.Web}/workflows");
        var page = visit.Page;
        var (title, prompt) = ($"Brought along {Random.Shared.Next()}", $"a paper boat in the rain {Random.Shared.Next()}");
        await page.GetByLabel("Workflow file").SetInputFilesAsync(Path.Combine(Checkout.Root, "workflows", "text_to_image_sd15.json"));

        await page.GetByRole(AriaRole.Textbox, new() { Name = "Title" }).FillAsync(title);
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Graph" })).ToContainTextAsync("Sampler");
        Assert.Empty(await Axe.ViolationsAsync(page));
        await Screenshots.TakeAsync(page, "workflow-editor");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and try" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Template: {title}" }).WaitForAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Prompt", Exact = true }).FillAsync(prompt);
        await page.Keyboard.PressAsync("Control+Enter");
        await PictureIsShownAsync(page, prompt);

        await page.GetByRole(AriaRole.Link, new() { Name = "Workflows" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = title }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = title })).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = title })).ToBeVisibleAsync();
        Assert.Empty(visit.Errors);
    }

    private async Task<string> SavePictureAsync()
    {
        var images = await studio.Client.SomeImagesAsync(TestContext.Current.CancellationToken);
        var path = Path.Combine(Path.GetTempPath(), Path.ChangeExtension(Path.GetRandomFileName(), "png"));
        await File.WriteAllBytesAsync(path, await studio.Client.BytesAsync($"/api/images/{images[0]}/file", TestContext.Current.CancellationToken));
        return path;
    }

    private static async Task PaintAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Paint the mask" }).ClickAsync();
        var mask = page.GetByRole(AriaRole.Img, new() { Name = "Mask: what is covered will change" });
        var box = (await mask.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width / 3), box.Y + (box.Height / 3));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2), new() { Steps = 8 });
        await page.Mouse.UpAsync();
        Assert.Empty(await Axe.ViolationsAsync(page));
        await Screenshots.TakeAsync(page, "mask-painter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use this mask" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on painting" }).WaitForAsync();
    }

    private static Task PictureIsShownAsync(IPage page, string prompt) =>
        Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Img, new() { Name = prompt }).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
}
