using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Engines;

/// <summary>The jobs of ours that one engine holds, in the order of their claims, and what they leave in its memory.</summary>
internal sealed class EngineHoldings
{
    /// <summary>Unless it is told otherwise, a ComfyUI drops what the newest prompt does not use.</summary>
    private const int RunsKept = 1;

    /// <summary>What is counted of a run that takes longer than expected: it may end at any moment.</summary>
    private const double LateShare = 0.1;

    private readonly Lock _gate = new();
    private readonly List<Held> _held = [];
    private LoadedModels _loaded = LoadedModels.None(RunsKept);

    /// <summary>What is believed to lie in its memory now.</summary>
    public LoadedModels Loaded
    {
        get
        {
            lock (_gate)
                return _loaded;
        }
    }

    /// <summary>What will lie there after everything that it holds.</summary>
    public LoadedModels Planned
    {
        get
        {
            lock (_gate)
                return _held.Where(held => held.StartedAt is null).Aggregate(_loaded, (loaded, held) => loaded.After(held.Models, default));
        }
    }

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _held.Count == 0;
        }
    }

    /// <summary>How long all of it will take from now on.</summary>
    public TimeSpan BacklogAt(DateTimeOffset now)
    {
        lock (_gate)
            return TimeSpan.FromSeconds(_held.Sum(held => held.RestAt(now).TotalSeconds));
    }

    /// <summary>It holds something whose duration nobody knows.</summary>
    public bool IsBacklogGuessed
    {
        get
        {
            lock (_gate)
                return _held.Any(held => held.IsGuess);
        }
    }

    /// <param name="expected">How long it will take.</param>
    /// <param name="isGuess">No run of its kind was ever seen.</param>
    public void Claimed(JobId jobId, IReadOnlyList<string> models, TimeSpan expected, bool isGuess)
    {
        lock (_gate)
            _held.Add(new Held(jobId, models, expected, isGuess));
    }

    /// <summary>It executes now. Answers whether its models were there already.</summary>
    public bool Started(JobId jobId, IReadOnlyList<string> models, DateTimeOffset at)
    {
        lock (_gate)
        {
            var wasWarm = _loaded.Hold(models);
            _loaded = _loaded.After(models, at);
            if (_held.FindIndex(held => held.JobId == jobId) is >= 0 and var place)
                _held[place] = _held[place] with { StartedAt = at };
            return wasWarm;
        }
    }

    public void Left(JobId jobId)
    {
        lock (_gate)
            _held.RemoveAll(held => held.JobId == jobId);
    }

    /// <summary>The engine was restarted, or was told to free its memory.</summary>
    public void ForgetModels()
    {
        lock (_gate)
            _loaded = LoadedModels.None(RunsKept);
    }

    private sealed record Held(JobId JobId, IReadOnlyList<string> Models, TimeSpan Expected, bool IsGuess)
    {
        public DateTimeOffset? StartedAt { get; init; }

        public TimeSpan RestAt(DateTimeOffset now) => StartedAt is not { } started ? Expected
            : now - started < Expected * (1 - LateShare) ? Expected - (now - started)
            : Expected * LateShare;
    }
}
