namespace ComfyStudio.Jobs;

/// <summary>
/// Redis is away, still loading, or did not answer in time. A write may or may not have happened: repeat it, every transition can be
/// repeated. A request is answered with 503, a loop tries again.
/// </summary>
public sealed class JobStoreUnavailableException : Exception
{
    public JobStoreUnavailableException()
        : this("The job store (Redis) cannot be reached.")
    {
    }

    public JobStoreUnavailableException(string message)
        : base(message)
    {
    }

    public JobStoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
