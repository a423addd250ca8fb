using System.Text.RegularExpressions;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>The editor takes <c>/* … */</c> and <c>// …</c> out of prompts before it sends them.</summary>
internal static partial class PromptRemarks
{
    public static string Remove(string prompt) => prompt.Contains('/', StringComparison.Ordinal) ? Remark().Replace(prompt, "") : prompt;

    [GeneratedRegex("""/\*[\s\S]*?\*/|//.*""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Remark();
}
