namespace ComfyStudio.Thumbnailer.Looks;

/// <summary>The few colours that a picture is made of, and how much there is of each.</summary>
internal static class Palette
{
    private const int Colours = 5;
    private const int Rounds = 8;

    /// <summary>Begins with colours spread over the lightness and moves each to the middle of those nearest to it; no chance in it.</summary>
    internal static IReadOnlyList<PaletteColour> Of(IReadOnlyList<Oklab> pixels)
    {
        var byLight = pixels.OrderBy(pixel => pixel.L).ToArray();
        var centres = Enumerable.Range(0, Colours).Select(at => byLight[((2 * at) + 1) * byLight.Length / (2 * Colours)]).ToArray();
        var counts = new int[Colours];
        for (var round = 0; round < Rounds; round++)
            Move(byLight, centres, counts);
        return [.. centres.Zip(counts).Where(each => each.Second > 0).Select(each => new PaletteColour(each.First, (double)each.Second / byLight.Length)).OrderByDescending(colour => colour.Share)];
    }

    /// <summary>How far the colours of one would have to move to become those of the other, on the average, in hundredths of the way from black to white.</summary>
    internal static double Distance(IReadOnlyList<PaletteColour> one, IReadOnlyList<PaletteColour> other)
    {
        var (left, right) = (one.Select(colour => colour.Share).ToArray(), other.Select(colour => colour.Share).ToArray());
        var moved = 0.0;
        // The cheapest moves first: not the very least of all ways, but near it, and the same in both directions.
        var moves = one.Index().SelectMany(from => other.Index().Select(to => (From: from.Index, To: to.Index, Way: from.Item.Colour.To(to.Item.Colour)))).OrderBy(move => move.Way);
        foreach (var (from, to, way) in moves)
        {
            var share = Math.Min(left[from], right[to]);
            (left[from], right[to], moved) = (left[from] - share, right[to] - share, moved + (share * way));
        }

        return moved * 100;
    }

    private static void Move(Oklab[] pixels, Oklab[] centres, int[] counts)
    {
        var sums = new Oklab[Colours];
        Array.Clear(counts);
        foreach (var pixel in pixels)
        {
            var nearest = Nearest(pixel, centres);
            counts[nearest]++;
            sums[nearest] = new Oklab(sums[nearest].L + pixel.L, sums[nearest].A + pixel.A, sums[nearest].B + pixel.B);
        }

        for (var at = 0; at < Colours; at++)
        {
            if (counts[at] > 0)
                centres[at] = new Oklab(sums[at].L / counts[at], sums[at].A / counts[at], sums[at].B / counts[at]);
        }
    }

    private static int Nearest(Oklab pixel, Oklab[] centres)
    {
        var (best, least) = (0, double.MaxValue);
        for (var at = 0; at < centres.Length; at++)
        {
            if (pixel.To(centres[at]) is var way && way < least)
                (best, least) = (at, way);
        }

        return best;
    }
}

internal readonly record struct PaletteColour(Oklab Colour, double Share);
