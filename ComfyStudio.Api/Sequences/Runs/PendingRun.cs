using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>A run, or frames of one that waited, on its way into the queue, whole: on the disk before the first change, so that whoever comes after a crash can end it.</summary>
internal sealed record PendingRun(JobGroup Group, IReadOnlyList<JobSpec> Jobs, SequenceRun Run, IReadOnlyList<PendingTake> Takes)
{
    /// <summary>The run is there already: its takes do not wait any more.</summary>
    public bool Grows { get; init; }

    /// <summary>Tells it from all others of its sequence.</summary>
    [JsonIgnore]
    public string Name => Grows ? $"{Group.Id}-{Jobs[0].Id}" : Group.Id.ToString();

    /// <summary>Notes the run and its takes, once.</summary>
    public Sequence EnterInto(Sequence sequence)
    {
        if (Grows)
            return Takes.Aggregate(sequence, (into, pending) => into.WithTake(
                pending.FrameId, frame => frame with { Takes = [.. frame.Takes.Select(take => take.Id == pending.Take.Id && take.IsWaiting ? pending.Take : take)] }));
        if (sequence.Runs.Any(run => run.GroupId == Group.Id))
            return sequence;
        return Takes.Aggregate(sequence with { Runs = [.. sequence.Runs, Run] }, (into, pending) => into.WithTake(
            pending.FrameId, frame => Approve(frame) with { FileName = frame.FileName ?? pending.FileName, Takes = [.. frame.Takes, pending.Take] }));
    }

    /// <summary>Whoever has a proof made properly wants to see what comes of it.</summary>
    private Frame Approve(Frame frame) =>
        Run is { Pass: TakePass.Final, IsReroll: false } && frame.FindTake(frame.Chosen) is { Pass: TakePass.Proof } proof ? frame.Approve(proof) : frame;
}

internal sealed record PendingTake(string FrameId, string FileName, Take Take);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PendingRun))]
[JsonSerializable(typeof(RunAbout))]
internal sealed partial class PendingRunJson : JsonSerializerContext;

/// <summary>What the queue is told of a run.</summary>
internal sealed record RunAbout(string Sequence, string Title, TakePass Pass, int Frames);
