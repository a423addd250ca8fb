using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Sequences.Bring;

/// <summary>Prompts that somebody keeps as files, one for each frame.</summary>
/// <param name="Name">Of the file, without its folder.</param>
internal sealed record PromptFile(string Name, string Text);

/// <param name="Name">A folder of the studio's prompts that has the files, <c>sequences/{name}</c>; else they come along.</param>
/// <param name="Seed">A base to count from, or one for all; drawn for each frame when left out.</param>
internal sealed record PromptSettings(
    string? Name = null, string? Title = null, string? Prefix = null, string? Suffix = null, string? Negative = null, string? Lora = null, double LoraStrength = 1,
    Seed? Seed = null, bool FixedSeed = false, string? Template = null, string? Family = null);

internal sealed record PromptSetsView(IReadOnlyList<PromptSetView> Sets);

/// <param name="Files">How many prompts it has.</param>
internal sealed record PromptSetView(string Name, int Files);
