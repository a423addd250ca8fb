using System.Security.Cryptography;
using System.Text.Json;
using ComfyStudio.Jobs;
using ComfyStudio.Simulator.Faults;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.KillMatrix.Tests.Studio;

/// <summary>Where a job of the matrix is when somebody dies. Two of them look the same to the studio and not to the engine.</summary>
public enum Moment
{
    Queued,
    Leased,

    /// <summary>POST /prompt is on its way and the engine has not taken it.</summary>
    Submitting,

    /// <summary>The engine has taken it, and its answer has not come.</summary>
    SubmittingAccepted,
    Submitted,
    Running,
    Collecting,
    Unknown,
}

/// <summary>Brings a job to a moment and keeps it there until the engine's faults are lifted.</summary>
internal sealed class Stage(StudioProcesses studio, Ledger ledger)
{
    private static readonly NodeFault Hang = new("KSampler", NodeFaultKind.Hang);

    private EngineProcess Engine => studio.Engines[0];

    public async Task<JobId> BringToAsync(Moment moment, CancellationToken cancellationToken)
    {
        await Engine.Faults.SetAsync(FaultsFor(moment), cancellationToken);
        foreach (var _ in Enumerable.Range(0, Ahead(moment)))
            await ledger.SubmitAsync(new StudioOrder { Seed = null }, cancellationToken);
        var id = moment is Moment.Leased
            ? await SubmitWithInputAsync(cancellationToken)
            : (await ledger.SubmitAsync(new StudioOrder { Seed = null }, cancellationToken))[0];
        await Eventually.TrueAsync(async () => (await studio.Jobs.FindAsync(id, cancellationToken))!.State == StateAt(moment), cancellationToken, $"the job is {moment}");
        if (moment is Moment.SubmittingAccepted)
            await Eventually.TrueAsync(async () => await HasBeenTakenAsync(cancellationToken), cancellationToken);
        return id;
    }

    private async Task<bool> HasBeenTakenAsync(CancellationToken cancellationToken) =>
        (await Engine.Faults.GetAsync(cancellationToken)).HoldAnswersAfterAcceptance == 0;

    private static FaultPlan FaultsFor(Moment moment) => moment switch
    {
        Moment.Queued or Moment.Submitted or Moment.Running => new FaultPlan { Nodes = [Hang] },
        Moment.Leased => new FaultPlan { HoldRequests = ["/upload/image"] },
        Moment.Submitting => new FaultPlan { HoldRequests = ["/prompt"] },
        Moment.SubmittingAccepted => new FaultPlan { HoldAnswersAfterAcceptance = 1 },
        Moment.Collecting => new FaultPlan { HoldRequests = ["type=output"] },
        Moment.Unknown => new FaultPlan { DropAnswersAfterAcceptance = 1, HoldRequests = ["/api/jobs/"] },
        _ => throw new ArgumentOutOfRangeException(nameof(moment), moment, null),
    };

    /// <summary>One runs and one waits on the engine before the next has to wait in the queue.</summary>
    private static int Ahead(Moment moment) => moment switch
    {
        Moment.Queued => 2,
        Moment.Submitted => 1,
        _ => 0,
    };

    private static JobState StateAt(Moment moment) =>
        moment is Moment.SubmittingAccepted ? JobState.Submitting : Enum.Parse<JobState>(moment.ToString());

    /// <summary>A job that starts from an image, because only its upload takes time between the claim and the sending.</summary>
    private async Task<JobId> SubmitWithInputAsync(CancellationToken cancellationToken)
    {
        var group = NewGroup();
        var image = TestPng.Make(texts: new Dictionary<string, string> { ["group"] = group.Id.ToString() });
        await File.WriteAllBytesAsync(Path.Combine(studio.InputsFolder, $"{group.Id}.png"), image, cancellationToken);
        var id = group.Jobs[0];
        var spec = new JobSpec
        {
            Id = id,
            GroupId = group.Id,
            Index = 0,
            Owner = group.Owner,
            TemplateId = "copy",
            TemplateVersion = "1",
            Slots = new Dictionary<string, JsonElement>(),
            Graph = GraphOf(id),
            Requirements = new JobRequirements(null, [], ["LoadImage", "SaveImage"]),
            CreatedAt = group.CreatedAt,
            Inputs = [new JobInput("1", "image", $"{group.Id}.png", Convert.ToHexStringLower(SHA256.HashData(image)))],
        };
        await studio.Jobs.EnqueueAsync(group, [spec], null, cancellationToken);
        ledger.Accept(id);
        return id;
    }

    private static JobGroup NewGroup() => new()
    {
        Id = GroupId.New(TimeProvider.System),
        Owner = "local",
        Kind = "generation",
        CreatedAt = TimeProvider.System.GetUtcNow(),
        Jobs = [JobId.New(TimeProvider.System)],
    };

    private static JsonElement GraphOf(JobId id) => JsonDocument.Parse($$"""
        {
          "1": { "class_type": "LoadImage", "inputs": { "image": "" } },
          "2": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "studio/{{id}}/out" } }
        }
        """).RootElement;
}
