using System.Text.Json;
using ComfyStudio.Jobs.Redis;
using StackExchange.Redis;

namespace ComfyStudio.Jobs;

/// <summary>
/// Where somebody asks for what is noted in a model's file, and the engine's owner answers. Answers are kept for a day, and no more of them
/// than an evening's look around needs.
/// </summary>
public sealed class ModelDetailsBoard
{
    private readonly RedisConnection _redis;

    internal ModelDetailsBoard(RedisConnection redis) => _redis = redis;

    /// <param name="model">Folder and name, as the engine spells it: <c>loras/style/ink.safetensors</c>.</param>
    /// <returns>Null when nobody has asked lately.</returns>
    public async Task<ModelDetails?> FindAsync(string engineId, string model, CancellationToken cancellationToken)
    {
        var json = await _redis.CallAsync(database => database.HashGetAsync(_redis.Keys.ModelDetails(engineId), model), cancellationToken);
        return json.HasValue ? JsonSerializer.Deserialize((string)json!, JobsJson.Default.ModelDetails) : null;
    }

    /// <summary>Asks the engine's owner, who looks at once when it is there. A request that nobody takes is forgotten.</summary>
    public Task AskAsync(string engineId, string model, CancellationToken cancellationToken) =>
        _redis.RunAsync(EngineScripts.AskForModel, [engineId, model], cancellationToken);

    /// <summary>Takes what was asked for of an engine, a few at a time.</summary>
    public async Task<IReadOnlyList<string>> TakeAsync(string engineId, CancellationToken cancellationToken)
    {
        var asked = (RedisValue[])(await _redis.RunAsync(EngineScripts.TakeModels, [engineId], cancellationToken))!;
        return [.. asked.Select(model => (string)model!)];
    }

    public Task AnswerAsync(string engineId, string model, ModelDetails details, CancellationToken cancellationToken) => _redis.RunAsync(
        EngineScripts.TellModel, [engineId, model, JsonSerializer.Serialize(details, JobsJson.Default.ModelDetails)], cancellationToken);
}
