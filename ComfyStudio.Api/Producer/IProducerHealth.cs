namespace ComfyStudio.Api.Producer;

/// <summary>Who plans here, and whether it would answer.</summary>
internal interface IProducerHealth
{
    string Name { get; }

    /// <returns>Why it would not answer; null when nothing speaks against it.</returns>
    Task<string?> FindProblemAsync(CancellationToken cancellationToken);
}
