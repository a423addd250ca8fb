using System.Globalization;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>Starts frames: a whole pass, some of them, or one anew.</summary>
internal sealed class RunStarter(SequenceBook book, TakeReader takes, FramePlanner planner, RunMaker maker, RunLauncher launcher)
{
    /// <param name="key">The caller's own name for the request; sent again, it is answered with the first run.</param>
    public Task<RunOutcome> StartAsync(string id, string owner, StartRequest request, string? key, CancellationToken cancellationToken) =>
        AloneAsync(id, owner, key, request.Fingerprint(), async (sequence, states) =>
        {
            var errors = new FieldErrors();
            var frames = FrameChoice.Of(sequence, states, request.Pass, request.Frames, request.Missing, errors);
            if (errors.Any)
                return new RunOutcome.Invalid(errors);
            if (UnderWay(sequence, states, frames, request.Pass) is { } answer)
                return answer;
            if (await planner.PlanAsync(Wish(sequence, states, frames, request.Pass), errors, cancellationToken) is not { } plans)
                return new RunOutcome.Invalid(errors);
            var run = maker.Make(sequence, plans, new RunKind(request.Pass, key, request.Fingerprint())
            {
                StopAtFirstFailure = request.StopAtFirstFailure ?? sequence.StopAtFirstFailure,
            });
            return await LaunchAsync(sequence, run, plans, cancellationToken);
        }, cancellationToken);

    /// <summary>One frame anew, with another seed; what was made of it stays.</summary>
    public Task<RunOutcome> RerollAsync(string id, string owner, string frameId, RerollRequest request, string? key, CancellationToken cancellationToken)
    {
        var fingerprint = string.Create(CultureInfo.InvariantCulture, $"reroll {frameId} {request.Seed} {request.Pass}");
        return AloneAsync(id, owner, key, fingerprint, async (sequence, states) =>
        {
            if (sequence.FindFrame(frameId) is not { } frame)
                return new RunOutcome.Refused(ProblemKinds.NotFound, $"There is no frame '{frameId}' in this sequence.");
            var errors = new FieldErrors();
            if (request.Seed is { IsGiven: false, IsRandom: false })
                errors.Add("seed", $"The seed must be a whole number from 0 to {ulong.MaxValue}, or -1 for a random one.");
            var pass = request.Pass ?? states.Shown(frame)?.Pass ?? TakePass.Final;
            var seed = maker.SeedOr(request.Seed ?? Seed.Random);
            if (errors.Any || await planner.PlanAsync(new FrameWish(sequence, states, [frame], pass, (_, _) => seed), errors, cancellationToken) is not { } plans)
                return new RunOutcome.Invalid(errors);
            return await LaunchAsync(sequence, maker.Make(sequence, plans, new RunKind(pass, key, fingerprint) { IsReroll = true }), plans, cancellationToken);
        }, cancellationToken);
    }

    public static FrameWish Wish(Sequence sequence, SequenceStates states, IReadOnlyList<Frame> frames, TakePass pass) =>
        new(sequence, states, frames, pass, SeedRule(sequence, states, pass));

    /// <summary>A final picture keeps the seed of the proof that was found good.</summary>
    public static Func<Frame, int, Seed> SeedRule(Sequence sequence, SequenceStates states, TakePass pass) =>
        (frame, index) => pass is TakePass.Final && frame.Seed is null && states.Shown(frame) is { } shown ? shown.Seed : SeedRules.Of(sequence, frame, index);

    private Task<RunOutcome> AloneAsync(
        string id, string owner, string? key, string fingerprint, Func<Sequence, SequenceStates, Task<RunOutcome>> start, CancellationToken cancellationToken) =>
        book.AloneAsync<RunOutcome>(id, async () =>
        {
            if (book.Find(id, owner) is not { } sequence)
                return new RunOutcome.Refused(ProblemKinds.NotFound, $"There is no sequence '{id}'.");
            sequence = await launcher.HealAsync(sequence, cancellationToken);
            if (key is not null && sequence.Runs.FirstOrDefault(run => run.Key == key) is { } known)
            {
                return known.Fingerprint == fingerprint
                    ? Again(sequence, known)
                    : new RunOutcome.Refused(ProblemKinds.KeyReused, "This Idempotency-Key came with another request before. Take a new key for a new request.");
            }

            return await start(sequence, new SequenceStates(sequence, await takes.ReadAsync(sequence, onlyOpen: false, cancellationToken)));
        }, cancellationToken);

    /// <returns>Null when none of the frames is being made. The very same request, sent twice, is answered twice and carried out once.</returns>
    private static RunOutcome? UnderWay(Sequence sequence, SequenceStates states, IReadOnlyList<Frame> frames, TakePass pass)
    {
        var open = frames.SelectMany(frame => frame.Takes.Where(take => states.Of(take).IsOpen)).ToList();
        if (open.Count == 0)
            return null;
        var same = sequence.Runs.LastOrDefault(run => !run.IsReroll && run.Pass == pass && run.EndedAt is null);
        if (same is not null && frames.All(frame => frame.Takes.Any(take => take.GroupId == same.GroupId)) && states.TakesOf(same).Count == frames.Count)
            return Again(sequence, same);
        var numbers = frames.Where(frame => frame.Takes.Any(open.Contains)).Select(frame => sequence.IndexOf(frame.Id) + 1);
        return new RunOutcome.Refused(ProblemKinds.Conflict, $"Being made right now: frame {string.Join(", ", numbers)}. Wait for it, or cancel first.");
    }

    private static RunOutcome.Started Again(Sequence sequence, SequenceRun run) =>
        new(sequence, run.GroupId, sequence.Frames.Sum(frame => frame.Takes.Count(take => take.GroupId == run.GroupId)), []);

    private async Task<RunOutcome> LaunchAsync(Sequence sequence, PendingRun run, FramePlans plans, CancellationToken cancellationToken) =>
        new RunOutcome.Started(await launcher.LaunchAsync(sequence, run, cancellationToken), run.Group.Id, run.Takes.Count, plans.Warnings);
}

/// <param name="Key">The caller's own name for the request.</param>
internal sealed record RunKind(TakePass Pass, string? Key, string Fingerprint)
{
    public bool IsReroll { get; init; }

    public bool StopAtFirstFailure { get; init; }
}
