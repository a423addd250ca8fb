namespace ComfyStudio.ComfyUI;

/// <summary>How long to wait. Every call ends by itself: an engine that hangs becomes a <see cref="ComfyUIUnreachableException"/>.</summary>
public sealed record ComfyUITimeouts
{
    /// <summary>
    /// A whole call that carries little. Generous, because a node that holds Python's global lock (loading a checkpoint, for example)
    /// delays every answer of the engine.
    /// </summary>
    public TimeSpan Call { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>GET /object_info and long lists: megabytes, built on each call.</summary>
    public TimeSpan Catalog { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Between two pieces of a file that is sent or fetched, so that size does not matter.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Opening the socket, and between its keep-alive pings, each of which must be answered within <see cref="Call"/>.</summary>
    public TimeSpan Socket { get; init; } = TimeSpan.FromSeconds(20);
}
