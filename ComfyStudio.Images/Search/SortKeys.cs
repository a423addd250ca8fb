using System.Globalization;
using System.Text;
using ComfyStudio.Images.Rows;

namespace ComfyStudio.Images.Search;

/// <summary>What images are sorted by before their time, as text that a cursor can carry.</summary>
internal sealed class SortKeys(ImageTable table)
{
    private const int BestRating = 5;

    // Prompts that begin alike this far follow each other by their time.
    private const int PromptLetters = 64;

    // Behind everything that has a name.
    private static readonly string Last = "\uFFFF";

    internal static int Compare(ImageSort sort, string? a, string? b) =>
        sort is ImageSort.Newest or ImageSort.Oldest ? 0 : string.CompareOrdinal(a ?? "", b ?? "");

    internal string? Of(ImageSort sort, int row) => sort switch
    {
        ImageSort.Model => ModelKey(table.Model[row]),
        ImageSort.Prompt => PromptKey(table.Prompt[row]),
        ImageSort.Rating => RatingKey(table.Ratings[row]),
        _ => null,
    };

    /// <returns>For each row the place of its key among all keys, and how many there are.</returns>
    internal (int[] Ranks, int Count) Ranks(ImageSort sort) => sort switch
    {
        ImageSort.Model => Ranks(table.Model, table.Models.Count, ModelKey),
        ImageSort.Prompt => Ranks(table.Prompt, table.Prompts.Count, PromptKey),
        ImageSort.Rating => (RatingRanks(), BestRating + 1),
        _ => throw new InvalidOperationException($"{sort} has no keys."),
    };

    private static string RatingKey(int rating) => (BestRating - rating).ToString(CultureInfo.InvariantCulture);

    private string ModelKey(int model) => table.Models[model]?.ToLowerInvariant() ?? Last;

    private string PromptKey(int prompt)
    {
        if (table.Prompts.BeginningOf(prompt, PromptLetters) is not { } text)
            return Last;
        var key = new StringBuilder(PromptLetters);
        foreach (var rune in text.TrimStart().EnumerateRunes())
        {
            if (key.Length + rune.Utf16SequenceLength > PromptLetters)
                break;
            key.Append(Rune.ToLowerInvariant(rune));
        }

        return key.ToString();
    }

    private int[] RatingRanks()
    {
        var ranks = new int[table.Capacity];
        for (var row = 1; row < ranks.Length; row++)
            ranks[row] = BestRating - table.Ratings[row];
        return ranks;
    }

    private (int[] Ranks, int Count) Ranks(Column<int> column, int count, Func<int, string> keyOf)
    {
        var keys = new string[count];
        for (var number = 0; number < count; number++)
            keys[number] = keyOf(number);
        var numbers = Enumerable.Range(0, count).ToArray();
        var sorted = (string[])keys.Clone();
        Array.Sort(sorted, numbers, StringComparer.Ordinal);
        var (rankOf, rank) = (new int[count], 0);
        for (var i = 0; i < count; i++)
        {
            rank += i > 0 && sorted[i] != sorted[i - 1] ? 1 : 0;
            rankOf[numbers[i]] = rank;
        }

        var ranks = new int[table.Capacity];
        for (var row = 1; row < ranks.Length; row++)
            ranks[row] = rankOf[column[row]];
        return (ranks, rank + 1);
    }
}
