using System.Collections.Concurrent;
using ComfyStudio.Images.Exports;

namespace ComfyStudio.Thumbnailer.Exports;

/// <summary>One export on its way: what is wanted, where it goes, how far it is, and what was noticed.</summary>
internal sealed class ExportWork(ExportOrder order, string folder, Action<int> steps)
{
    private readonly ConcurrentDictionary<int, string> _warnings = [];
    private int _done;

    public ExportOrder Order => order;

    public ExportSettings Settings => order.Settings;

    /// <exception cref="ExportProblemException">There is no such rate.</exception>
    public FrameRate Rate => FrameRate.TryOf(order.Settings.Fps) ?? throw new ExportProblemException($"No film has {order.Settings.Fps} pictures a second. Choose 24 or 25.");

    /// <summary>Of the file to be written; others may lie beside it, and go with their folder.</summary>
    public string Path { get; } = System.IO.Path.Join(folder, "result" + order.Extension);

    /// <summary>A place for what is needed on the way.</summary>
    public string Beside(string name) => System.IO.Path.Join(folder, name);

    /// <summary>What was known before, then what was met on the way, in the order of the frames.</summary>
    public IReadOnlyList<string> Warnings => [.. order.Warnings, .. _warnings.OrderBy(warning => warning.Key).Select(warning => warning.Value)];

    public int Done => Volatile.Read(ref _done);

    /// <summary>One frame more is done.</summary>
    public void Step() => steps(Interlocked.Increment(ref _done));

    /// <summary>Once for each frame, however often it is met.</summary>
    public void Warn(ExportFrame frame, string reason) => _warnings.TryAdd(frame.Number, $"Frame {frame.Number}: {reason}");

    public FileStream Create() =>
        new(Path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1 << 17, FileOptions.None);
}
