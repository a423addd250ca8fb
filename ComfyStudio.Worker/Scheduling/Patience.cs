using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Scheduling;

/// <summary>
/// How long an engine goes on leaving a job to others: until it should have been done there, and a little more. Expectations fail, and
/// no job may wait for ever while an engine could do it.
/// </summary>
internal sealed class Patience
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Dictionary<(string Lane, DateTimeOffset Head), DateTimeOffset> _ends = [];

    public bool Lasts(LeftLane left, DateTimeOffset now)
    {
        var head = (left.Lane.Key, left.Lane.WaitingSince);
        if (!_ends.TryGetValue(head, out var end))
            _ends[head] = end = now + (1.5 * left.Expected) + Grace;
        return now < end;
    }

    /// <summary>Jobs that are not at the head of their lane any more.</summary>
    public void Forget(IReadOnlyList<ReadyLane> lanes)
    {
        if (_ends.Count == 0)
            return;
        var heads = lanes.Select(lane => (lane.Key, lane.WaitingSince)).ToHashSet();
        foreach (var gone in _ends.Keys.Where(head => !heads.Contains(head)).ToList())
            _ends.Remove(gone);
    }
}
