using System.Text.Json;
using StackExchange.Redis;

namespace ComfyStudio.Jobs.Redis;

/// <summary>Published progress and previews that a watcher has not taken yet: only the newest of each job, so a slow watcher costs nothing.</summary>
internal sealed class LatestHints
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(JobId, StudioEventKind), JobHint> _waiting = [];

    public void Add(RedisValue message)
    {
        if (JsonSerializer.Deserialize((string)message!, JobsJson.Default.JobHint) is not { } hint) return;
        lock (_lock)
        {
            // Messages may arrive out of order; an older one never replaces a newer one.
            if (_waiting.TryGetValue((hint.JobId, hint.Kind), out var other) && other.At > hint.At) return;
            _waiting[(hint.JobId, hint.Kind)] = hint;
        }
    }

    public IReadOnlyList<StudioEvent> Take()
    {
        lock (_lock)
        {
            StudioEvent[] taken = [.. _waiting.Values.OrderBy(hint => hint.At).Select(Read)];
            _waiting.Clear();
            return taken;
        }
    }

    private static StudioEvent Read(JobHint hint) => new(null, hint.Kind)
    {
        JobId = hint.JobId,
        GroupId = hint.GroupId,
        Owner = hint.Owner,
        EngineId = hint.EngineId,
        Progress = hint.Progress,
        PreviewVersion = hint.PreviewVersion,
        At = DateTimeOffset.FromUnixTimeMilliseconds(hint.At),
    };
}
