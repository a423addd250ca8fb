using System.Text.Json;
using ComfyStudio.Testing;
using Microsoft.Playwright;

namespace ComfyStudio.SystemTests.Studio;

/// <summary>The accessibility rules of WCAG 2.2 AA, as axe-core checks them.</summary>
internal static class Axe
{
    private static readonly string Script = Path.Combine(Checkout.Root, "web", "node_modules", "axe-core", "axe.min.js");

    public static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        await page.AddScriptTagAsync(new() { Path = Script });
        var found = await page.EvaluateAsync<JsonElement>(
            """
            async () => {
              const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
              const { violations } = await axe.run(document, { runOnly: tags });
              return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(node => `${node.target} ${node.any.map(check => check.message).join('; ')}`).join(' | ')}`);
            }
            """);
        return [.. found.EnumerateArray().Select(violation => violation.GetString()!)];
    }
}
