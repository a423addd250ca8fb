using System.Text.Json;
using StackExchange.Redis;

namespace ComfyStudio.Jobs.Redis;

/// <summary>Published progress and previews that a watcher has not taken yet: only the newest of each job, so a slow watcher costs nothing.</summary>
internal sealed class LatestHints
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(JobId?, StudioEventKind), StudioEvent> _waiting = [];

    public void Add(RedisValue message)
    {
        if (Read((byte[])message!) is not { } hint) return;
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
            StudioEvent[] taken = [.. _waiting.Values.OrderBy(hint => hint.At)];
            _waiting.Clear();
            return taken;
        }
    }

    private static StudioEvent? Read(byte[] message)
    {
        var end = message.AsSpan().IndexOf((byte)'\n');
        if (end < 0 || JsonSerializer.Deserialize(message.AsSpan(0, end), JobsJson.Default.JobHint) is not { } hint) return null;
        return new StudioEvent(null, hint.Kind)
        {
            JobId = hint.JobId,
            GroupId = hint.GroupId,
            Owner = hint.Owner,
            EngineId = hint.EngineId,
            Progress = hint.Progress,
            Preview = hint.ContentType is { } type ? new JobPreview(message.AsMemory(end + 1), type, hint.At) : null,
            At = DateTimeOffset.FromUnixTimeMilliseconds(hint.At),
        };
    }
}
