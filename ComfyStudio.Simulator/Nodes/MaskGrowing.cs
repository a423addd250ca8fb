namespace ComfyStudio.Simulator.Nodes;

/// <summary>Makes what a mask marks larger, or smaller with a negative number, by one pixel at a time as ComfyUI does.</summary>
internal static class MaskGrowing
{
    private static readonly (int X, int Y)[] Straight = [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)];
    private static readonly (int X, int Y)[] All = [.. Straight, (1, 1), (1, -1), (-1, 1), (-1, -1)];

    /// <param name="tapered">Corners become slanted.</param>
    public static Mask Grow(Mask mask, int by, bool tapered)
    {
        var values = mask.Values;
        for (var step = 0; step < Math.Abs(by); step++)
            values = Step(mask with { Values = values }, tapered ? Straight : All, by > 0);
        return mask with { Values = values };
    }

    private static float[] Step(Mask mask, (int X, int Y)[] neighbours, bool larger)
    {
        var grown = new float[mask.Values.Length];
        for (var y = 0; y < mask.Height; y++)
        {
            for (var x = 0; x < mask.Width; x++)
                grown[(y * mask.Width) + x] = At(mask, x, y, neighbours, larger);
        }

        return grown;
    }

    private static float At(Mask mask, int x, int y, (int X, int Y)[] neighbours, bool larger)
    {
        var value = larger ? 0f : 1f;
        foreach (var (dx, dy) in neighbours)
        {
            var (column, row) = (Math.Clamp(x + dx, 0, mask.Width - 1), Math.Clamp(y + dy, 0, mask.Height - 1));
            var near = mask.Values[(row * mask.Width) + column];
            value = larger ? Math.Max(value, near) : Math.Min(value, near);
        }

        return value;
    }
}
