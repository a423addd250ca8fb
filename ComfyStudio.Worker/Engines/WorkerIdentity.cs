namespace ComfyStudio.Worker.Engines;

/// <summary>Names this process among all workers, also among its own earlier lives.</summary>
internal sealed record WorkerIdentity(string Id)
{
    public static WorkerIdentity New(TimeProvider time)
    {
        var unique = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        return new WorkerIdentity($"{Environment.MachineName.ToLowerInvariant()}-{Environment.ProcessId}-{unique[^6..]}");
    }
}
