using Microsoft.Extensions.Options;

namespace ComfyStudio.Simulator.Nodes;

/// <summary>The pretended card's memory, and the time that filling it takes.</summary>
internal sealed class ModelMemory(IOptions<SimulatorOptions> options, Pace pace)
{
    private readonly Lock _lock = new();
    private readonly CardMemory _card = new(options.Value.VramBytes, options.Value.ModelLoad);

    public long FreeBytes
    {
        get
        {
            lock (_lock)
                return _card.FreeBytes;
        }
    }

    public long TotalBytes => options.Value.VramBytes;

    public Task LoadAsync(string name, CancellationToken cancellationToken) => pace.WaitAsync(Admit(name), cancellationToken);

    public void Unload()
    {
        lock (_lock)
            _card.Clear();
    }

    /// <summary>Fails as torch does when pictures of this many pixels do not fit beside the model in use.</summary>
    public void Reserve(long pixels)
    {
        const long BytesPerPixel = 640;
        var needed = pixels * BytesPerPixel;
        if (needed > options.Value.VramBytes - (1L << 29))
            throw NodeFailure.OutOfMemory(needed);
    }

    private TimeSpan Admit(string name)
    {
        lock (_lock)
            return _card.Load(name);
    }
}
