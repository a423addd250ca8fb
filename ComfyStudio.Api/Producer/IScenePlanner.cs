namespace ComfyStudio.Api.Producer;

/// <summary>Turns a text into shots. Which one answers is a matter of configuration; what any of them returns has been checked.</summary>
internal interface IScenePlanner
{
    /// <exception cref="ProducerException">It is away, or what it answered cannot be used.</exception>
    Task<ScenePlan> PlanAsync(SceneRequest request, CancellationToken cancellationToken);
}
