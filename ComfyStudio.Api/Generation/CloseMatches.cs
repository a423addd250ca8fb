namespace ComfyStudio.Api.Generation;

/// <summary>Names that a person may have meant: those that share the most pairs of letters with what was written.</summary>
internal static class CloseMatches
{
    private const double Close = 0.4;

    public static IReadOnlyList<string> Find(string name, IEnumerable<string> candidates, int most = 3)
    {
        var wanted = Pairs(name);
        return
        [
            .. candidates
                .Select(candidate => (Name: candidate, Score: Likeness(wanted, Pairs(candidate))))
                .Where(candidate => candidate.Score >= Close)
                .OrderByDescending(candidate => candidate.Score)
                .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
                .Take(most)
                .Select(candidate => candidate.Name),
        ];
    }

    // Sørensen and Dice: twice the shared pairs over all pairs, 0 to 1.
    private static double Likeness(HashSet<string> one, HashSet<string> other) =>
        one.Count + other.Count == 0 ? 0 : 2.0 * one.Count(other.Contains) / (one.Count + other.Count);

    // Extensions are equal on nearly every model and would make all of them look alike.
    private static HashSet<string> Pairs(string name)
    {
        var text = Path.ChangeExtension(name, null).ToLowerInvariant();
        return [.. Enumerable.Range(0, Math.Max(0, text.Length - 1)).Select(at => text.Substring(at, 2))];
    }
}
