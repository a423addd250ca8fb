using System.Numerics;

namespace ComfyStudio.Simulator.Painting;

/// <summary>
/// Linear light, one colour per pixel. Scenes measure in heights: y runs from 0 to 1, x from 0 to <see cref="Aspect"/>,
/// so that a sketch shows the same composition as the full size.
/// </summary>
internal sealed class Canvas(int width, int height)
{
    public int Width => width;

    public int Height => height;

    public float Aspect { get; } = (float)width / height;

    /// <summary>One pixel in heights.</summary>
    public float Pixel { get; } = 1f / height;

    public Vector3[] Pixels { get; } = new Vector3[width * height];

    public Span<Vector3> Row(int y) => Pixels.AsSpan(y * width, width);

    /// <summary>Lays a colour over a pixel.</summary>
    public void Blend(int x, int y, Vector3 color, float cover)
    {
        if (cover <= 0)
            return;
        ref var pixel = ref Pixels[(y * width) + x];
        pixel = Vector3.Lerp(pixel, color, Math.Min(cover, 1));
    }

    public void Add(int x, int y, Vector3 light) => Pixels[(y * width) + x] += light;

    /// <summary>Visits the pixels of a box given in heights, as far as they lie on the canvas.</summary>
    public void Within(float left, float top, float right, float bottom, Action<int, int, float, float> visit)
    {
        var (x0, x1) = (Math.Max(0, (int)(left * height)), Math.Min(width - 1, (int)(right * height) + 1));
        var (y0, y1) = (Math.Max(0, (int)(top * height)), Math.Min(height - 1, (int)(bottom * height) + 1));
        for (var y = y0; y <= y1; y++)
            for (var x = x0; x <= x1; x++)
                visit(x, y, (x + 0.5f) * Pixel, (y + 0.5f) * Pixel);
    }

    /// <summary>Fills a shape whose edge lies where <paramref name="distance"/> is 0 and inside where it is negative, with a smooth edge.</summary>
    public void Fill(float left, float top, float right, float bottom, Func<float, float, float> distance, Func<float, float, Vector3> color, float softness = 0) =>
        Within(left, top, right, bottom, (px, py, x, y) =>
        {
            var cover = 0.5f - (distance(x, y) / (Pixel + softness));
            if (cover > 0)
                Blend(px, py, color(x, y), cover);
        });
}
