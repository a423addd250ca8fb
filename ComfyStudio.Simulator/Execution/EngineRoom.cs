using ComfyStudio.Simulator.Nodes;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Simulator.Execution;

/// <summary>What surrounds a run: clock, default preview method, and the memory that POST /free asks to give back.</summary>
internal sealed class EngineRoom(Pace pace, ModelMemory memory, OutputCache cache, IOptions<SimulatorOptions> options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private bool _isRunning;
    private bool _unloadModels;
    private bool _freeMemory;

    public long Now => time.GetTimestamp();

    public long Milliseconds => pace.Milliseconds;

    public string PreviewMethod => options.Value.PreviewMethod;

    public TimeSpan Since(long started) => time.GetElapsedTime(started);

    public Task WaitAsync(TimeSpan duration, CancellationToken cancellationToken) => pace.WaitAsync(duration, cancellationToken);

    public void EnterRun()
    {
        lock (_lock)
            _isRunning = true;
    }

    /// <summary>Remembered until nothing runs: the worker does it between two prompts.</summary>
    public void AskToFree(bool unloadModels, bool freeMemory)
    {
        lock (_lock)
        {
            _unloadModels |= unloadModels || freeMemory;
            _freeMemory |= freeMemory;
            if (!_isRunning)
                Free();
        }
    }

    public void LeaveRun()
    {
        lock (_lock)
        {
            _isRunning = false;
            Free();
        }
    }

    private void Free()
    {
        if (_unloadModels)
            memory.Unload();
        if (_freeMemory)
            cache.Clear();
        (_unloadModels, _freeMemory) = (false, false);
    }
}
