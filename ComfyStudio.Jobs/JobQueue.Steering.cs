using ComfyStudio.Jobs.Redis;
using StackExchange.Redis;

namespace ComfyStudio.Jobs;

/// <content>What people do to waiting work: cancel it and take that back, give it another place, pause it.</content>
public sealed partial class JobQueue
{
    private const int SteerChunk = 500;

    /// <summary>How long the cancel of a waiting job can be taken back.</summary>
    public static TimeSpan UndoTime { get; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Ends a queued job, which <see cref="UndoCancelAsync"/> takes back under the job's own id; flags an active one and wakes its worker. Null when
    /// there is no such job; a final job is returned as it is.
    /// </summary>
    public async Task<Job?> CancelAsync(JobId id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } job) return null;
        await StopAsync(id.ToString(), job.Spec.Owner, [id], cancellationToken);
        return await FindAsync(id, cancellationToken);
    }

    /// <summary>Cancels every job in the scope. Each one that waits ends, each one under way is flagged; jobs of other owners are left alone.</summary>
    public async Task<CancelResult> CancelManyAsync(CancelScope scope, CancellationToken cancellationToken)
    {
        var undoId = Guid.CreateVersion7(_time.GetUtcNow()).ToString("N");
        var (cancelled, stopping, until) = (0, 0, DateTimeOffset.MinValue);
        await foreach (var ids in JobsInAsync(scope, cancellationToken))
        {
            var counts = await StopAsync(undoId, scope.Owner, ids, cancellationToken);
            (cancelled, stopping, until) = (cancelled + counts.Cancelled, stopping + counts.Stopping, counts.UndoUntil);
        }

        return new CancelResult(cancelled, stopping, cancelled > 0 ? undoId : null, cancelled > 0 ? until : null);
    }

    /// <summary>How many cancelled jobs are back in their old places; null when it is too late, or there was nothing to take back.</summary>
    public async Task<int?> UndoCancelAsync(string undoId, string owner, CancellationToken cancellationToken)
    {
        var (seen, back) = (0, 0);
        while (true)
        {
            var counts = (RedisValue[])(await _redis.RunAsync(SteerScripts.Undo, [undoId, owner, SteerChunk], cancellationToken))!;
            (seen, back) = (seen + (int)counts[0], back + (int)counts[1]);
            if ((int)counts[0] < SteerChunk) return back > 0 ? back : null;
        }
    }

    /// <summary>Gives a waiting job another place among its owner's. False when it, or the job it should stand before, does not wait any more.</summary>
    public async Task<bool> MoveAsync(JobId id, MoveTarget target, CancellationToken cancellationToken)
    {
        RedisValue[] arguments = target switch
        {
            MoveTarget.Front => [id.ToString(), "front", ""],
            MoveTarget.Back => [id.ToString(), "back", ""],
            MoveTarget.Before before => [id.ToString(), "before", before.Other.ToString()],
            _ => throw new InvalidOperationException($"Unknown target {target.GetType().Name}."),
        };
        return (int)await _redis.RunAsync(SteerScripts.Move, arguments, cancellationToken) == 1;
    }

    /// <summary>Places a waiting job by age among those of a priority, 0 (first) to 9 (last). Null when it does not wait any more.</summary>
    public async Task<Job?> SetPriorityAsync(JobId id, int priority, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(priority, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(priority, 9);
        return (int)await _redis.RunAsync(SteerScripts.Priority, [id.ToString(), priority], cancellationToken) == 1
            ? await FindAsync(id, cancellationToken)
            : null;
    }

    /// <summary>From now on nothing new of this scope is claimed; what is under way goes on. False when there is no such group.</summary>
    public async Task<bool> PauseAsync(PauseScope scope, CancellationToken cancellationToken) =>
        (int)await _redis.RunAsync(SteerScripts.Pause, [FieldOf(scope), ModeOf(scope).ToString()], cancellationToken) == 1;

    /// <summary>False when it was not paused.</summary>
    public async Task<bool> ResumeAsync(PauseScope scope, CancellationToken cancellationToken) =>
        (int)await _redis.RunAsync(SteerScripts.Resume, [FieldOf(scope)], cancellationToken) == 1;

    public async Task<Pauses> PausesAsync(CancellationToken cancellationToken)
    {
        var fields = (await _redis.CallAsync(database => database.HashGetAllAsync(_redis.Keys.Paused), cancellationToken))
            .ToDictionary(entry => (string)entry.Name!, entry => (string)entry.Value!);
        return new Pauses(
            fields.ContainsKey(EverythingField),
            [.. Named(GroupField).Select(field => GroupId.Parse(field[GroupField.Length..]))],
            Named(EngineField).ToDictionary(field => field[EngineField.Length..], field => Enum.Parse<EngineMode>(fields[field])));

        IEnumerable<string> Named(string kind) => fields.Keys.Where(field => field.StartsWith(kind, StringComparison.Ordinal));
    }

    private const string EverythingField = "all";
    private const string GroupField = "group:";
    private const string EngineField = "engine:";

    private static string FieldOf(PauseScope scope) => scope switch
    {
        PauseScope.Everything => EverythingField,
        PauseScope.Group group => GroupField + group.Id,
        PauseScope.Engine engine => EngineField + engine.Id,
        _ => throw new InvalidOperationException($"Unknown scope {scope.GetType().Name}."),
    };

    private static EngineMode ModeOf(PauseScope scope) => scope is PauseScope.Engine { Drain: true } ? EngineMode.Draining : EngineMode.Paused;

    private async Task<(int Cancelled, int Stopping, DateTimeOffset UndoUntil)> StopAsync(
        string undoId, string owner, IEnumerable<JobId> ids, CancellationToken cancellationToken)
    {
        RedisValue[] arguments =
            [undoId, (long)UndoTime.TotalMilliseconds, owner, .. ids.Select(id => (RedisValue)id.ToString())];
        var counts = (RedisValue[])(await _redis.RunAsync(SteerScripts.Cancel, arguments, cancellationToken))!;
        return ((int)counts[0], (int)counts[1], DateTimeOffset.FromUnixTimeMilliseconds((long)counts[2]));
    }

    // In chunks, so that no single script keeps Redis from others for long.
    private async IAsyncEnumerable<IReadOnlyList<JobId>> JobsInAsync(
        CancelScope scope, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (scope.Jobs is { } named)
        {
            foreach (var chunk in named.Chunk(SteerChunk)) yield return chunk;
            yield break;
        }

        RedisValue after = 0;
        while (after != "")
        {
            RedisValue[] arguments = [scope.Owner, scope.GroupId?.ToString() ?? "", SteerChunk, after, scope.WaitingOnly ? 1 : 0];
            var rows = (RedisValue[])(await _redis.RunAsync(SteerScripts.Unfinished, arguments, cancellationToken))!;
            after = rows[0];
            yield return [.. rows.Skip(1).Select(id => JobId.Parse(id!))];
        }
    }
}
