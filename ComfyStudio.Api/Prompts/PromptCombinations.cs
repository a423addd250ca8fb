using System.Numerics;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Prompts;

/// <summary>All texts that a prompt may become, numbered: asked for by numbers in a row, none comes twice before all have come.</summary>
internal sealed class PromptCombinations
{
    private readonly Dictionary<string, IReadOnlyList<string>?> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Text, int Depth), BigInteger> _counts = [];
    private readonly PromptPieces _pieces;

    public PromptCombinations(Func<string, IReadOnlyList<string>?> findList) =>
        _pieces = new PromptPieces(name => _lists.TryGetValue(name, out var known) ? known : _lists[name] = findList(name));

    public BigInteger Count(string text) => Count(text, depth: 0);

    /// <summary>The one of this number, in an order that looks like chance and follows from a seed.</summary>
    public DrawnText Draw(string text, long number, Seed seed)
    {
        var count = Count(text);
        return new DrawnText(Pick(text, Shuffled(number, count, seed), depth: 0), _pieces.Unknown);
    }

    // A step without a common divisor visits every number once in each round.
    private static BigInteger Shuffled(long number, BigInteger count, Seed seed)
    {
        var drawing = new Drawing(seed, "combinations");
        var step = (count * 618 / 1000) + 1;
        while (!BigInteger.GreatestCommonDivisor(step, count).IsOne)
            step++;
        return ((number * step) + drawing.Next(int.MaxValue)) % count;
    }

    private BigInteger Count(string text, int depth)
    {
        if (_counts.TryGetValue((text, depth), out var known))
            return known;
        var count = BigInteger.One;
        foreach (var piece in _pieces.Read(text, depth).Where(piece => piece.Options is not null))
            count *= piece.Options!.Aggregate(BigInteger.Zero, (sum, option) => sum + Count(option, piece.Depth));
        return _counts[(text, depth)] = count;
    }

    private string Pick(string text, BigInteger number, int depth)
    {
        var picked = new System.Text.StringBuilder(text.Length);
        foreach (var piece in _pieces.Read(text, depth))
        {
            if (piece.Options is null)
            {
                picked.Append(piece.Text);
                continue;
            }

            var choices = piece.Options.Aggregate(BigInteger.Zero, (sum, option) => sum + Count(option, piece.Depth));
            picked.Append(PickOne(piece, number % choices));
            number /= choices;
        }

        return picked.ToString();
    }

    private string PickOne(PromptPiece piece, BigInteger number)
    {
        foreach (var option in piece.Options!)
        {
            var count = Count(option, piece.Depth);
            if (number < count)
                return Pick(option, number, piece.Depth);
            number -= count;
        }

        throw new InvalidOperationException("The number is beyond the last combination.");
    }
}
