namespace ComfyStudio.Worker.Running;

/// <summary>Which jobs an engine shall have no more.</summary>
internal enum Withdrawal
{
    None,

    /// <summary>Those that it has not begun: it is being drained.</summary>
    Waiting,

    /// <summary>Those that it works on, too: it is being removed.</summary>
    Everything,
}
