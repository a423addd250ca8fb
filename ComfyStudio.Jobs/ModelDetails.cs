namespace ComfyStudio.Jobs;

/// <summary>What an engine found noted in the file of a model. A file that says nothing has all of it empty.</summary>
/// <param name="TrainedWords">The most important first.</param>
/// <param name="Preview">A small picture.</param>
public sealed record ModelDetails(
    string? Title, string? Description, string? BaseModel, IReadOnlyList<string> TrainedWords, string? PreviewType, byte[]? Preview);
