namespace ComfyStudio.Api.Producer;

/// <summary>Turns a text into shots, and changes single ones. Which one answers is a matter of configuration; what any of them returns has been checked.</summary>
internal interface IScenePlanner
{
    /// <exception cref="ProducerException">It is away, or what it answered cannot be used.</exception>
    Task<ScenePlan> PlanAsync(SceneRequest request, CancellationToken cancellationToken);

    /// <summary>Changes one shot as somebody wishes.</summary>
    /// <exception cref="ProducerException">It is away, or what it answered cannot be used.</exception>
    Task<SceneFrame> ReviseAsync(ShotWish wish, CancellationToken cancellationToken);
}
