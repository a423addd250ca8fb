namespace ComfyStudio.Simulator.Painting;

/// <summary>A finished picture: 8 bits, red, green, blue, row by row. Never changed once made, so it can be shared.</summary>
internal sealed class Picture(int width, int height, byte[] rgb)
{
    public int Width => width;

    public int Height => height;

    public byte[] Rgb => rgb;

    public static Picture Filled(int width, int height, byte red, byte green, byte blue)
    {
        var rgb = new byte[width * height * 3];
        for (var i = 0; i < rgb.Length; i += 3)
            (rgb[i], rgb[i + 1], rgb[i + 2]) = (red, green, blue);
        return new Picture(width, height, rgb);
    }

    public Picture Crop(int x, int y, int cropWidth, int cropHeight)
    {
        x = Math.Clamp(x, 0, width - 1);
        y = Math.Clamp(y, 0, height - 1);
        var (w, h) = (Math.Clamp(cropWidth, 1, width - x), Math.Clamp(cropHeight, 1, height - y));
        var cropped = new byte[w * h * 3];
        for (var row = 0; row < h; row++)
            rgb.AsSpan((((y + row) * width) + x) * 3, w * 3).CopyTo(cropped.AsSpan(row * w * 3));
        return new Picture(w, h, cropped);
    }

    /// <summary>The same size with these values in all three channels; unchanged when there are none.</summary>
    public Picture WithGrey(byte[]? values) =>
        values is null ? this : new Picture(width, height, [.. values.SelectMany(value => new[] { value, value, value })]);

    /// <summary>The largest part around the middle that has the shape of the given size.</summary>
    public Picture CropToAspect(int targetWidth, int targetHeight)
    {
        var w = Math.Min(width, (int)Math.Round((double)height * targetWidth / targetHeight));
        var h = Math.Min(height, (int)Math.Round((double)width * targetHeight / targetWidth));
        return Crop((width - w) / 2, (height - h) / 2, w, h);
    }
}
