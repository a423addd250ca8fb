using System.Text.Json;

namespace ComfyStudio.ComfyUI.Graphs.Editor;

/// <summary>Values of the second widget behind a seed, which says how it goes on after a run. No engine is told.</summary>
internal static class ControlWords
{
    private static readonly string[] Words = ["fixed", "increment", "decrement", "randomize", "increment-wrap"];

    public static bool IsOne(JsonElement value) => value.ValueKind is JsonValueKind.String && Words.Contains(value.GetString());
}
