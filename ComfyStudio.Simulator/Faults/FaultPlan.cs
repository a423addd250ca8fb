using System.ComponentModel.DataAnnotations;

namespace ComfyStudio.Simulator.Faults;

/// <summary>What shall go wrong. Counts are used up one by one; switches stay until they are turned off.</summary>
/// <remarks>What has a value of its own here is settable: generated JSON code would give an init-only property the default of its type when a body does not name it. A null counts as not named.</remarks>
public sealed record FaultPlan
{
    /// <summary>So many answers to POST /prompt are lost after the prompt was queued: the connection is reset.</summary>
    [Range(0, int.MaxValue)]
    public int DropAnswersAfterAcceptance { get; init; }

    /// <summary>So many POST /prompt are reset before anything happened.</summary>
    [Range(0, int.MaxValue)]
    public int DropRequestsBeforeAcceptance { get; init; }

    /// <summary>So many answers to POST /prompt wait, after the prompt was queued, until the faults change.</summary>
    [Range(0, int.MaxValue)]
    public int HoldAnswersAfterAcceptance { get; init; }

    /// <summary>Requests whose address contains one of these wait, before anything happened, until the faults change: <c>/prompt</c>, <c>type=output</c>, …</summary>
    public IReadOnlyList<string> HoldRequests { get; set => field = value ?? []; } = [];

    /// <summary>So many requests fail, with <see cref="FailStatus"/>, or a reset when that is 0.</summary>
    [Range(0, int.MaxValue)]
    public int FailRequests { get; init; }

    /// <summary>500, 503, … or 0 for a reset connection.</summary>
    [Range(0, 599)]
    public int FailStatus { get; set; } = 500;

    /// <summary>Only requests whose path begins so; empty for all.</summary>
    public string FailPath { get; set => field = value ?? ""; } = "";

    /// <summary>Every answer waits so long.</summary>
    [Range(0, 600_000)]
    public int AnswerDelayMilliseconds { get; init; }

    /// <summary>Sockets stay open and deliver nothing, those to come as well: a connection lost in the network.</summary>
    public bool SilentSockets { get; init; }

    /// <summary>GET /object_info does not answer until this is turned off.</summary>
    public bool StallObjectInfo { get; init; }

    /// <summary>So many outputs are reported, but their files are gone.</summary>
    [Range(0, int.MaxValue)]
    public int LoseOutputs { get; init; }

    public IReadOnlyList<NodeFault> Nodes { get; set => field = value ?? []; } = [];
}

/// <summary>What a node type shall do in place of its work.</summary>
/// <param name="NodeType">For example <c>KSampler</c>.</param>
public sealed record NodeFault(string NodeType, NodeFaultKind Kind)
{
    /// <summary>How often. 0 counts as for ever.</summary>
    public int Times { get; set; } = 1;

    /// <summary>For <see cref="NodeFaultKind.Error"/>.</summary>
    public string Message { get; set; } = "simulated failure";

    public string ExceptionType { get; set; } = "RuntimeError";
}

public enum NodeFaultKind
{
    /// <summary>Raises an exception.</summary>
    Error,

    /// <summary>Raises torch.OutOfMemoryError.</summary>
    OutOfMemory,

    /// <summary>Raises a CUDA error, after which a real process is of no use any more.</summary>
    CudaFault,

    /// <summary>Never comes back, and never looks whether it was interrupted.</summary>
    Hang,
}
