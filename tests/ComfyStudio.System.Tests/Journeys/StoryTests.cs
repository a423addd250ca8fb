using System.Diagnostics;
using ComfyStudio.SystemTests.Studio;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ComfyStudio.SystemTests.Journeys;

/// <summary>From a story in words to a film of it.</summary>
public sealed class StoryTests(StudioFixture studio)
{
    private const string Story =
        "Mara has kept the lighthouse on the black rocks for thirty years. One evening a storm comes in from the sea and the lamp goes out. " +
        "She climbs the stairs with a lantern in her hand. A ship is drifting towards the rocks. She lights the lamp at the last moment, and the ship turns away.";

    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 90_000 };

    private static readonly bool HasFfmpeg = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "ffmpeg")));

    [Fact]
    public async Task FUN_SEQUENCE_GEN_A_story_becomes_frames_and_a_film()
    {
        await using var visit = await studio.Browser.OpenAsync($"{studio.Studio.Web}/stories/new", 1440, 900);
        var page = visit.Page;
        var title = $"The lighthouse {Random.Shared.Next()}";
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Title" }).FillAsync(title);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Story" }).FillAsync(Story);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Frames" }).FillAsync("4");
        Assert.Empty(await Axe.ViolationsAsync(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "Plan the shots" }).ClickAsync();

        var frames = page.GetByRole(AriaRole.List, new() { Name = "Frames" });
        await Expect(frames.GetByRole(AriaRole.Button, new() { Name = "Frame 4:" })).ToBeVisibleAsync(Patient);
        await ChangeAFrameAsync(page, frames);
        Assert.Empty(await Axe.ViolationsAsync(page));

        await MakeAsync(page);
        await Expect(page.GetByText("4 proofs done", new() { Exact = false })).ToBeVisibleAsync(Patient);
        await Screenshots.TakeAsync(page, "story-board");
        await CompareAsync(page);
        await WatchAsync(page, title);
        await LookAroundAsync(page);
        Assert.Empty(visit.Errors);

        Assert.SkipUnless(HasFfmpeg, "No ffmpeg on this machine: everything up to the film is as it should be.");
        await ExportAsync(page);
        Assert.Empty(visit.Errors);
    }

    private static async Task ChangeAFrameAsync(IPage page, ILocator frames)
    {
        await frames.GetByRole(AriaRole.Button, new() { Name = "Frame 2:" }).ClickAsync();
        var panel = page.GetByRole(AriaRole.Complementary, new() { Name = "Frame" });
        await panel.GetByRole(AriaRole.Textbox, new() { Name = "Action", Exact = true }).FillAsync("dark waves break over the rocks");
        await Expect(panel.GetByRole(AriaRole.Region, new() { Name = "Prompt" })).ToContainTextAsync("dark waves break over the rocks");
    }

    private static async Task MakeAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Make the frames" });
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Make 4 proofs" })).ToBeEnabledAsync(new() { Timeout = 30_000 });
        Assert.Empty(await Axe.ViolationsAsync(page));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make 4 proofs" }).ClickAsync();
    }

    /// <summary>How well the pictures go together stands there in numbers, with what they mean.</summary>
    private static async Task CompareAsync(IPage page)
    {
        var continuity = page.GetByRole(AriaRole.Complementary, new() { Name = "Frame" }).GetByRole(AriaRole.Region, new() { Name = "Continuity" });
        await Expect(continuity.GetByRole(AriaRole.Row, new() { Name = "Frame 1, before" })).ToContainTextAsync("colours", new() { Timeout = 30_000 });
        await Expect(continuity.GetByRole(AriaRole.Row, new() { Name = "Frame 3, after" })).ToBeVisibleAsync();
        await continuity.GetByText("What the numbers mean").ClickAsync();
        await Expect(continuity.GetByText("Advice only: nothing is refused for them.")).ToBeVisibleAsync();
    }

    /// <summary>Every part of the story can be used by everybody, on a phone too.</summary>
    private static async Task LookAroundAsync(IPage page)
    {
        foreach (var part in new[] { "Shots", "Bible", "Settings", "Board" })
        {
            await page.GetByRole(AriaRole.Radiogroup, new() { Name = "Part of the story" }).GetByText(part, new() { Exact = true }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Radio, new() { Name = part, Exact = true })).ToBeCheckedAsync();
            Assert.Empty(await Axe.ViolationsAsync(page));
        }

        await page.SetViewportSizeAsync(390, 844);
        var sheet = page.GetByRole(AriaRole.Dialog, new() { Name = "Frame 2" });
        await Expect(sheet.GetByRole(AriaRole.Region, new() { Name = "Prompt" })).ToBeVisibleAsync();
        Assert.Empty(await Axe.ViolationsAsync(page));
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await Expect(sheet).ToBeHiddenAsync();
        Assert.Empty(await Axe.ViolationsAsync(page));
        await Screenshots.TakeAsync(page, "story-phone");
        await page.SetViewportSizeAsync(1440, 900);
    }

    private static async Task WatchAsync(IPage page, string title)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "View", Exact = true }).First.ClickAsync();
        var show = page.GetByRole(AriaRole.Dialog, new() { Name = $"{title}, view" });
        await Expect(show.GetByText("1 / 4")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(show.GetByText("2 / 4")).ToBeVisibleAsync();
        Assert.Empty(await Axe.ViolationsAsync(page));
        await Screenshots.TakeAsync(page, "story-view");
        await show.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
    }

    private static async Task ExportAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Animatic (MP4)" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Animatic (MP4)" });
        await dialog.GetByLabel("File for the sound").SetInputFilesAsync(new FilePayload { Name = "surf.wav", MimeType = "audio/wav", Buffer = Sound(seconds: 1) });
        await Expect(dialog.GetByRole(AriaRole.Group, new() { Name = "Sound" })).ToContainTextAsync("0:01", new() { Timeout = 30_000 });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
        var link = page.GetByRole(AriaRole.List, new() { Name = "Exports" }).GetByRole(AriaRole.Link, new() { Name = "Download" });
        await Expect(link).ToBeVisibleAsync(Patient);

        var download = await page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        Assert.Equal(["aac", "h264"], (await StreamsAsync(await download.PathAsync())).Order());
    }

    /// <summary>A quiet hum.</summary>
    private static byte[] Sound(int seconds)
    {
        const int rate = 8000;
        var samples = Enumerable.Range(0, rate * seconds).SelectMany(at => BitConverter.GetBytes((short)(1000 * Math.Sin(at * 2 * Math.PI * 220 / rate)))).ToArray();
        using var wav = new MemoryStream();
        using var writer = new BinaryWriter(wav);
        writer.Write("RIFF"u8);
        writer.Write(36 + samples.Length);
        writer.Write("WAVEfmt "u8);
        writer.Write(16); // bytes of what follows, to "data"
        writer.Write((short)1); // PCM
        writer.Write((short)1); // channel
        writer.Write(rate);
        writer.Write(rate * 2);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(samples.Length);
        writer.Write(samples);
        return wav.ToArray();
    }

    /// <summary>The codecs of a film, as another program reads it.</summary>
    private static async Task<IReadOnlyList<string>> StreamsAsync(string film)
    {
        var start = new ProcessStartInfo("ffprobe") { RedirectStandardOutput = true };
        foreach (var argument in new[] { "-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", film })
            start.ArgumentList.Add(argument);
        using var ffprobe = Process.Start(start)!;
        var said = await ffprobe.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await ffprobe.WaitForExitAsync(TestContext.Current.CancellationToken);
        return [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
