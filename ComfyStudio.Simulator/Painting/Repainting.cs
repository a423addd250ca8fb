namespace ComfyStudio.Simulator.Painting;

/// <summary>
/// A picture painted over another one: its shapes stay, brushed flat the more freedom there is, its colours move towards
/// those of the new picture, and with much freedom the new picture itself comes through.
/// </summary>
internal static class Repainting
{
    public static Picture Over(Picture source, Picture painted, PaintPlan plan)
    {
        var (width, height) = (painted.Width, painted.Height);
        var original = PictureScaling.Resize(source, width, height);
        var freedom = (float)Math.Clamp(plan.Denoise, 0, 1);
        var brushed = Brush(original, 1 + (int)(freedom * height / 90f));
        var tint = PictureScaling.Resize(PictureScaling.Resize(painted, Math.Max(4, width / 48), Math.Max(4, height / 48)), width, height);
        var through = Shapes.Smooth(0.45f, 1, freedom);
        var rgb = new byte[width * height * 3];
        for (var i = 0; i < width * height; i++)
        {
            var allowed = MaskAt(plan.Mask, i % width, i / width, width, height);
            for (var c = 0; c < 3; c++)
            {
                var j = (i * 3) + c;
                var (was, flat, wash, fresh) = (original.Rgb[j], (float)brushed.Rgb[j], tint.Rgb[j], painted.Rgb[j]);
                var detail = fresh - wash;
                var shaped = (flat * (1 - (freedom * 0.45f))) + (wash * freedom * 0.45f) + (detail * freedom * 0.5f);
                var result = shaped + ((fresh - shaped) * through);
                rgb[j] = (byte)Math.Clamp(was + ((result - was) * allowed) + 0.5f, 0, 255);
            }
        }
        return new Picture(width, height, rgb);
    }

    private static float MaskAt(PaintMask? mask, int x, int y, int width, int height) => mask is null
        ? 1
        : mask.Values[(Math.Min(y * mask.Height / height, mask.Height - 1) * mask.Width) + Math.Min(x * mask.Width / width, mask.Width - 1)];

    // Kuwahara's filter on a quarter of its cost: each pixel takes the calmest of four neighbouring patches.
    private static Picture Brush(Picture picture, int radius)
    {
        var sums = new Integral(picture);
        var rgb = new byte[picture.Rgb.Length];
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++)
                sums.Calmest(x, y, radius, rgb.AsSpan(((y * picture.Width) + x) * 3, 3));
        return new Picture(picture.Width, picture.Height, rgb);
    }

    private sealed class Integral
    {
        private readonly int _width;
        private readonly int _height;
        private readonly int[] _sums;
        private readonly long[] _squares;

        public Integral(Picture picture)
        {
            (_width, _height) = (picture.Width, picture.Height);
            var stride = _width + 1;
            _sums = new int[stride * (_height + 1) * 3];
            _squares = new long[stride * (_height + 1)];
            for (var y = 0; y < _height; y++)
            {
                for (var x = 0; x < _width; x++)
                {
                    var (here, up, left, corner) = (((y + 1) * stride) + x + 1, (y * stride) + x + 1, ((y + 1) * stride) + x, (y * stride) + x);
                    long square = 0;
                    for (var c = 0; c < 3; c++)
                    {
                        var value = picture.Rgb[(((y * _width) + x) * 3) + c];
                        square += value * value;
                        _sums[(here * 3) + c] = value + _sums[(up * 3) + c] + _sums[(left * 3) + c] - _sums[(corner * 3) + c];
                    }
                    _squares[here] = square + _squares[up] + _squares[left] - _squares[corner];
                }
            }
        }

        public void Calmest(int x, int y, int radius, Span<byte> target)
        {
            var best = float.MaxValue;
            Span<float> mean = stackalloc float[3];
            for (var quarter = 0; quarter < 4; quarter++)
            {
                var (left, top) = (quarter % 2 == 0 ? x - radius : x, quarter < 2 ? y - radius : y);
                var spread = Measure(Math.Max(0, left), Math.Max(0, top), Math.Min(_width, left + radius + 1), Math.Min(_height, top + radius + 1), mean);
                if (spread >= best)
                    continue;
                best = spread;
                for (var c = 0; c < 3; c++)
                    target[c] = (byte)mean[c];
            }
        }

        private float Measure(int left, int top, int right, int bottom, Span<float> mean)
        {
            var stride = _width + 1;
            var (a, b, c, d) = ((top * stride) + left, (top * stride) + right, (bottom * stride) + left, (bottom * stride) + right);
            float area = (right - left) * (bottom - top), squaredMeans = 0;
            for (var k = 0; k < 3; k++)
            {
                mean[k] = (_sums[(d * 3) + k] - _sums[(b * 3) + k] - _sums[(c * 3) + k] + _sums[(a * 3) + k]) / area;
                squaredMeans += mean[k] * mean[k];
            }
            return ((_squares[d] - _squares[b] - _squares[c] + _squares[a]) / area) - squaredMeans;
        }
    }
}
