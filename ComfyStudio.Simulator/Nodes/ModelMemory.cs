using Microsoft.Extensions.Options;

namespace ComfyStudio.Simulator.Nodes;

/// <summary>Which models lie in the pretended card's memory; the one used longest ago leaves when there is no room.</summary>
internal sealed class ModelMemory(IOptions<SimulatorOptions> options, Pace pace)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(string Name, long Bytes)> _loaded = new();

    public long FreeBytes
    {
        get
        {
            lock (_lock)
                return options.Value.VramBytes - _loaded.Sum(model => model.Bytes);
        }
    }

    public long TotalBytes => options.Value.VramBytes;

    public Task LoadAsync(string name, CancellationToken cancellationToken) =>
        pace.WaitAsync(Admit(name) ? options.Value.ModelLoad : options.Value.ModelLoad / 40, cancellationToken);

    public void Unload()
    {
        lock (_lock)
            _loaded.Clear();
    }

    /// <summary>Fails as torch does when pictures of this many pixels do not fit beside the model in use.</summary>
    public void Reserve(long pixels)
    {
        const long BytesPerPixel = 640;
        var needed = pixels * BytesPerPixel;
        if (needed > options.Value.VramBytes - (1L << 29))
            throw NodeFailure.OutOfMemory(needed);
    }

    private bool Admit(string name)
    {
        lock (_lock)
        {
            var known = _loaded.FirstOrDefault(model => model.Name == name);
            if (known.Name is not null)
                _loaded.Remove(known);
            var bytes = SizeOf(name);
            while (_loaded.Count > 0 && _loaded.Sum(model => model.Bytes) + bytes > options.Value.VramBytes)
                _loaded.RemoveFirst();
            _loaded.AddLast((name, Math.Min(bytes, options.Value.VramBytes)));
            return known.Name is null;
        }
    }

    private static long SizeOf(string name) =>
        name.Contains("flux", StringComparison.OrdinalIgnoreCase) ? 11L << 30
        : name.Contains("xl", StringComparison.OrdinalIgnoreCase) ? 6L << 30
        : 2L << 30;
}
