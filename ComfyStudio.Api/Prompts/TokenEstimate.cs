using System.Text.RegularExpressions;

namespace ComfyStudio.Api.Prompts;

/// <summary>
/// About how many tokens a text has. The vocabulary that would tell is not shipped; CLIP's way of cutting a text into words, digits and
/// signs is followed, common words are one token, and long or foreign ones are guessed by their length.
/// </summary>
internal static partial class TokenEstimate
{
    private const int LongestCommonWord = 12;
    private const int LettersPerPart = 7;

    public static IReadOnlyList<(int At, int Count)> Of(string text) =>
        [.. Pieces.Matches(text).Where(piece => !IsWeight(piece.Value)).Select(piece => (piece.Index, CountOf(piece.Value)))];

    /// <returns>Where the first token beyond <paramref name="size"/> begins; null when they all fit.</returns>
    public static int? CutAt(IReadOnlyList<(int At, int Count)> tokens, int size)
    {
        var sum = 0;
        foreach (var (at, count) in tokens)
        {
            sum += count;
            if (sum > size)
                return at;
        }

        return null;
    }

    private static int CountOf(string piece)
    {
        var foreign = piece.Count(letter => letter > 127);
        if (foreign > 0)
            return Math.Max(foreign, 1);
        return piece.Length <= LongestCommonWord ? 1 : (piece.Length + LettersPerPart - 1) / LettersPerPart;
    }

    // "(word:1.2)": the parentheses and the number are for ComfyUI, not for the encoder.
    private static bool IsWeight(string piece) => piece[0] is '(' or ')' || (piece[0] == ':' && piece.Length > 1);

    [GeneratedRegex(@":\d+(\.\d+)?(?=\))|\p{L}+|\p{N}|[()]|[^\s\p{L}\p{N}()]+", RegexOptions.CultureInvariant)]
    private static partial Regex Pieces { get; }
}
