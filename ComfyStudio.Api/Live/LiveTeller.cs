using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Live;

/// <summary>Decides what of everything that happens is told to the open streams, and whether now or in its turn.</summary>
internal sealed class LiveTeller(LiveHub hub, LiveHints hints, LiveComposer composer)
{
    /// <returns>The id of the last that has one: everything up to it is told, or waits for its turn.</returns>
    public async Task<string?> TellAsync(IReadOnlyList<StudioEvent> page, CancellationToken cancellationToken)
    {
        foreach (var happened in page)
            Note(happened);
        var told = WithoutOutdated(page).Where(IsToldNow).ToList();
        await foreach (var (_, message) in composer.ComposeManyAsync(told, cancellationToken))
            hub.Broadcast(hints.HasUntold ? message with { Id = null } : message);
        var lastId = page.LastOrDefault(happened => happened.Id is not null)?.Id;
        if (lastId is not null)
            hints.NoteTold(lastId);
        return lastId;
    }

    /// <summary>A message shows its job, image, group or engine as it stands now, so of several that came together the last one says all.</summary>
    internal static IEnumerable<StudioEvent> WithoutOutdated(IReadOnlyList<StudioEvent> page)
    {
        var told = new HashSet<(StudioEventKind, string)>();
        return page.Reverse().Where(happened => SubjectOf(happened) is not { } subject || told.Add((happened.Kind, subject))).Reverse();
    }

    private static string? SubjectOf(StudioEvent happened) => happened.Kind switch
    {
        StudioEventKind.Job => happened.JobId?.ToString(),
        StudioEventKind.Image => happened.Output?.ImageId,
        StudioEventKind.Group => happened.GroupId?.ToString(),
        StudioEventKind.Engine => happened.EngineId,
        _ => null,
    };

    private void Note(StudioEvent happened)
    {
        if (happened.Kind is StudioEventKind.Job)
            hints.NoteJob(happened);
        if (happened.Kind is StudioEventKind.Queue)
            hints.NoteReordered();
        else if (IsToldInTurn(happened))
            hints.Note(happened);
    }

    // An image also has to reach the index while no tab is open.
    private bool IsToldNow(StudioEvent happened) =>
        happened.Kind is not StudioEventKind.Queue && !IsToldInTurn(happened) && (hub.HasListeners || happened.Kind is StudioEventKind.Image);

    /// <summary>Of what changes too fast to be told each time, the newest is told in turns: a job passes through these states in milliseconds.</summary>
    private static bool IsToldInTurn(StudioEvent happened) =>
        happened.Kind is StudioEventKind.Progress or StudioEventKind.Preview
        || (happened is { Kind: StudioEventKind.Job, State: { } state } && !state.IsFinal() && state is not JobState.Unknown);
}
