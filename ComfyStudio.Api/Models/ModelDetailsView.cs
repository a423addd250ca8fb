namespace ComfyStudio.Api.Models;

/// <summary>What whoever made a model says of it.</summary>
/// <param name="Name">As it was asked for.</param>
/// <param name="Label">For people, made of the file's name.</param>
/// <param name="TrainedWords">Words that it was taught, the most important first.</param>
/// <param name="Title">What its maker calls it.</param>
/// <param name="PreviewUrl">A small picture; null when it has none.</param>
internal sealed record ModelDetailsView(
    string Name, string Label, IReadOnlyList<string> TrainedWords, string? Title, string? Description, string? PreviewUrl, string? BaseModel)
{
    public static ModelDetailsView Of(string folder, string name, FoundDetails.Told told) => new(
        name, ModelName.LabelOf(name), told.Details.TrainedWords, told.Details.Title, told.Details.Description, PreviewUrlOf(folder, name, told), told.Details.BaseModel);

    private static string? PreviewUrlOf(string folder, string name, FoundDetails.Told told) => told.Details.Preview is null
        ? null
        : $"/api/models/{Uri.EscapeDataString(folder)}/preview?name={Uri.EscapeDataString(name)}&engine={Uri.EscapeDataString(told.EngineId)}";
}
