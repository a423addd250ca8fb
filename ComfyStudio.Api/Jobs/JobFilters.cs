using System.Text.Json;
using ComfyStudio.Api.Problems;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs;

/// <summary>Reads what a list of jobs was asked for.</summary>
internal static class JobFilters
{
    private static readonly Dictionary<string, JobState[]> ByName = Names();

    /// <param name="text">State names with commas, or <c>active</c> (not ended) or <c>ended</c>; empty for all.</param>
    public static IReadOnlyList<JobState> ReadStates(string? text, FieldErrors errors)
    {
        var states = new List<JobState>();
        foreach (var name in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (ByName.TryGetValue(name, out var named))
                states.AddRange(named);
            else
                errors.Add("state", $"There is no state '{name}'; there are {string.Join(", ", ByName.Keys)}.");
        }

        return [.. states.Distinct()];
    }

    private static Dictionary<string, JobState[]> Names()
    {
        var all = Enum.GetValues<JobState>();
        return new Dictionary<string, JobState[]>(all.Select(state => KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(state.ToString()), new[] { state })))
        {
            ["active"] = [.. all.Where(state => !state.IsFinal())],
            ["ended"] = [.. all.Where(state => state.IsFinal())],
        };
    }
}
