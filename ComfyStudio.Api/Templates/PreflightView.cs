using System.Text.Json;

namespace ComfyStudio.Api.Templates;

/// <summary>Whether engines have all that a template needs.</summary>
internal sealed record PreflightView(IReadOnlyList<PreflightEngine> Engines);

/// <param name="IsReady">Nothing is missing. An engine that never told what it has is not ready.</param>
/// <param name="GainedInputs">What the engine's nodes ask for since the template was made; they are sent their defaults.</param>
internal sealed record PreflightEngine(
    string EngineId, string Name, bool IsReachable, bool IsReady,
    IReadOnlyList<MissingNode> MissingNodes, IReadOnlyList<MissingModel> MissingModels, IReadOnlyList<GainedInput> GainedInputs);

/// <param name="Package">The custom node package that brings it, as far as the template says.</param>
internal sealed record MissingNode(string ClassType, string? Package, string? Url);

/// <param name="Name">The file that the template was made for.</param>
/// <param name="Slot">Where another model of its kind could be chosen; null when the graph names this one.</param>
/// <param name="Where">The folder to put it into.</param>
internal sealed record MissingModel(string Folder, string Name, string? Slot, string? Url, string? Sha256, string Where);

internal sealed record GainedInput(string NodeId, string ClassType, string Input, JsonElement Value);
