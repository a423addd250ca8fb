using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Tests.Scheduling.Virtual;

/// <summary>The queue as its scripts in Redis keep it: lanes by owner and needs, turns, and how often a head was passed over.</summary>
internal sealed class VirtualQueue(DateTimeOffset start)
{
    private readonly Dictionary<string, List<VirtualJob>> _lanes = [];
    private readonly Dictionary<string, int> _overtaken = [];
    private readonly Dictionary<string, long> _turns = [];
    private long _turn;

    public int MostOvertaken { get; private set; }

    public IEnumerable<VirtualJob> Waiting => _lanes.Values.SelectMany(lane => lane);

    public IReadOnlyList<ReadyLane> Ready() => [.. _lanes.Where(lane => lane.Value.Count > 0).Select(lane => Lane(lane.Key, lane.Value))];

    public void Add(VirtualJob job)
    {
        if (!_lanes.TryGetValue(job.LaneKey, out var lane))
            _lanes[job.LaneKey] = lane = [];
        lane.Add(job);
        lane.Sort((one, other) => one.Score.CompareTo(other.Score));
    }

    public VirtualJob Claim(string laneKey, string? overtakes)
    {
        var head = _lanes[laneKey][0];
        Remove(head);
        _turns[head.Owner] = ++_turn;
        if (overtakes is not null && overtakes != laneKey)
            MostOvertaken = Math.Max(MostOvertaken, _overtaken[overtakes] = _overtaken.GetValueOrDefault(overtakes) + 1);
        return head;
    }

    public void Remove(VirtualJob job)
    {
        _lanes[job.LaneKey].Remove(job);
        _overtaken.Remove(job.LaneKey);
    }

    private ReadyLane Lane(string key, List<VirtualJob> jobs) => new(key, jobs[0].Owner, jobs[0].Requirements, jobs[0].Score, jobs.Count)
    {
        ClassKey = jobs[0].ClassKey,
        TemplateId = jobs[0].Model.Template,
        WaitingSince = start + jobs[0].Arrives,
        Overtaken = _overtaken.GetValueOrDefault(key),
        OwnerTurn = _turns.GetValueOrDefault(jobs[0].Owner),
    };
}
