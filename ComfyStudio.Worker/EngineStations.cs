using ComfyStudio.Worker.Engines;

namespace ComfyStudio.Worker;

/// <summary>The stations of this worker, one for each engine that it should look after. Engines come and go while it runs.</summary>
internal sealed partial class EngineStations(IServiceProvider services, ILogger<EngineStations> logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, EngineStation> _open = [];
    private readonly Dictionary<string, Task> _closing = [];
    private volatile IReadOnlyList<EngineStation> _all = [];
    private bool _isOver;

    public IReadOnlyList<EngineStation> All => _all;

    public EngineStation? Find(string engineId) => _all.FirstOrDefault(station => station.Engine.Id == engineId);

    /// <summary>Opens, changes and closes stations until they are those that are wanted. Waits for nothing: what closes does so by itself.</summary>
    public void Become(IReadOnlyList<WantedEngine> wanted)
    {
        lock (_gate)
        {
            if (_isOver)
                return;
            foreach (var station in _open.Values.Where(station => wanted.All(engine => engine.Id != station.Engine.Id)).ToList())
                Close(station, station.RemoveAsync());
            foreach (var engine in wanted)
                Become(engine);
            _all = [.. _open.Values];
        }
    }

    /// <summary>Closes all of them for good.</summary>
    public async Task EndAsync(TimeSpan grace)
    {
        List<Task> ends;
        lock (_gate)
        {
            _isOver = true;
            ends = [.. _closing.Values, .. _open.Values.Select(station => station.HandOverAsync(grace))];
        }
        await Task.WhenAll(ends);
    }

    private void Become(WantedEngine wanted)
    {
        // What lies at one id ends before the next begins there.
        if (_closing.TryGetValue(wanted.Id, out var closing) && !closing.IsCompleted)
            return;
        _closing.Remove(wanted.Id);
        if (!_open.TryGetValue(wanted.Id, out var station))
            Open(wanted);
        else if (station.Engine.IsAt(wanted.Options))
            station.Engine.Adopt(wanted);
        else
            Close(station, station.MoveAsync(wanted.Options));
    }

    private void Open(WantedEngine wanted)
    {
        LogOpens(wanted.Id);
        var station = EngineStation.For(wanted, services);
        _open[wanted.Id] = station;
        station.Start();
    }

    private void Close(EngineStation station, Task end)
    {
        LogCloses(station.Engine.Id);
        _open.Remove(station.Engine.Id);
        _closing[station.Engine.Id] = end;
    }

    [LoggerMessage(LogLevel.Information, "Looking after engine {EngineId} from now on")]
    private partial void LogOpens(string engineId);

    [LoggerMessage(LogLevel.Information, "Engine {EngineId} was removed or changed; ending what works for it")]
    private partial void LogCloses(string engineId);
}
