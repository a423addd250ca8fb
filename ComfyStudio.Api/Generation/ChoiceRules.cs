using System.Text.Json;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Generation;

/// <summary>Whether something that was chosen is there to be chosen.</summary>
internal static class ChoiceRules
{
    private const int LongestName = 1000;

    public static string? FindFault(Slot slot, JsonElement value, ChoiceList? choices)
    {
        if (value.ValueKind is not JsonValueKind.String || value.GetString() is not { Length: > 0 } name)
            return $"{slot.Label} must be the name of a choice.";
        return FindFault(name, $"{slot.Label} is too long to be a name.", slot.Label.ToLowerInvariant(), choices);
    }

    /// <param name="kind">What it is, for "No engine has the …".</param>
    public static string? FindFault(string name, string tooLong, string kind, ChoiceList? choices)
    {
        if (name.Length > LongestName)
            return tooLong;
        if (choices is null || choices.Contains(name))
            return null;
        var matches = CloseMatches.Find(name, choices.Names);
        var suggestion = matches.Count == 0 ? "" : $" Did you mean {string.Join(" or ", matches.Select(match => $"'{match}'"))}?";
        return $"No engine has the {kind} '{name}'.{suggestion}";
    }
}
