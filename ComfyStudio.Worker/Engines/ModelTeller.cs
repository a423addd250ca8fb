using ComfyStudio.ComfyUI;
using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Engines;

/// <summary>Answers what somebody asked of the models of an engine.</summary>
internal sealed class ModelTeller(Engine engine, ModelDetailsBoard board)
{
    /// <exception cref="ComfyUIException">The engine does not answer; whoever asked does so again.</exception>
    public async Task AnswerAsync(CancellationToken cancellationToken)
    {
        foreach (var model in await board.TakeAsync(engine.Id, cancellationToken))
        {
            var slash = model.IndexOf('/', StringComparison.Ordinal);
            if (slash > 0)
                await board.AnswerAsync(engine.Id, model, Details(await engine.Client.FindModelMetadataAsync(model[..slash], model[(slash + 1)..], cancellationToken)), cancellationToken);
        }
    }

    private static ModelDetails Details(ModelMetadata? noted) => new(
        noted?.Title, noted?.Description, noted?.BaseModel, noted?.TrainedWords ?? [], noted?.Thumbnail?.ContentType, noted?.Thumbnail?.Image.ToArray());
}
