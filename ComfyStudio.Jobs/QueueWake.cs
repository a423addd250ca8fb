namespace ComfyStudio.Jobs;

/// <summary>Why an idle worker should look at the queue.</summary>
public enum QueueWake
{
    /// <summary>It has just begun to watch.</summary>
    Started,

    /// <summary>Something was queued, came back, or was freed.</summary>
    Published,

    /// <summary>The connection was away; a wake-up may have been missed.</summary>
    Restored,

    /// <summary>Nothing came for a while.</summary>
    Polled,
}
