using ComfyStudio.Testing;
using Microsoft.Playwright;

namespace ComfyStudio.SystemTests.Studio;

/// <summary>Pictures of the pages in <c>artifacts/screenshots</c>, for a person to look at.</summary>
internal static class Screenshots
{
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(Checkout.Root, "artifacts", "screenshots")).FullName;

    public static Task TakeAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png") });
}
