using System.Globalization;

namespace ComfyStudio.Images.Rows;

/// <summary>Widths and heights, each pair once.</summary>
internal sealed class ImageSizes
{
    private readonly Dictionary<(int Width, int Height), int> _numbers = [];
    private readonly List<(int Width, int Height)> _sizes = [];
    private readonly List<byte> _aspects = [];

    internal int Count => _sizes.Count;

    internal (int Width, int Height) this[int number] => _sizes[number];

    internal byte AspectByteOf(int number) => _aspects[number];

    internal ImageAspect AspectOf(int number) =>
        _sizes[number].Width == _sizes[number].Height ? ImageAspect.Square
        : _sizes[number].Width > _sizes[number].Height ? ImageAspect.Landscape : ImageAspect.Portrait;

    internal string TextOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{_sizes[number].Width}x{_sizes[number].Height}");

    internal int Add(int width, int height)
    {
        if (_numbers.TryGetValue((width, height), out var known))
            return known;
        _sizes.Add((width, height));
        _aspects.Add(ImageMap.AspectOf(width, height));
        return _numbers[(width, height)] = _sizes.Count - 1;
    }

    internal void Write(BinaryWriter to)
    {
        to.Write(Count);
        foreach (var (width, height) in _sizes)
        {
            to.Write(width);
            to.Write(height);
        }
    }

    internal void Read(BinaryReader from)
    {
        for (var left = from.ReadInt32(); left > 0; left--)
            Add(from.ReadInt32(), from.ReadInt32());
    }
}
