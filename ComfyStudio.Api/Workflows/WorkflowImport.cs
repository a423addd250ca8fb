using System.Text.Json;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Workflows;

/// <summary>A workflow that was brought along, as a template could have it.</summary>
internal sealed record WorkflowImport
{
    public required WorkflowFormat Format { get; init; }

    /// <summary>What an engine takes.</summary>
    public required JsonElement Graph { get; init; }

    /// <summary>What a person may want to change in it. A proposal: everything can be edited.</summary>
    public required IReadOnlyList<Slot> Slots { get; init; }

    public required IReadOnlyList<SlotGroup> Groups { get; init; }

    /// <summary>Where nodes and models come from, as far as the workflow says.</summary>
    public required TemplateRequires Requires { get; init; }

    /// <summary>What was left out, filled in or changed, and what should be looked at.</summary>
    public required IReadOnlyList<WorkflowNote> Notes { get; init; }

    /// <summary>Nodes that no engine has.</summary>
    public required IReadOnlyList<MissingNode> MissingNodes { get; init; }

    /// <summary>Models that no engine has.</summary>
    public required IReadOnlyList<MissingModel> MissingModels { get; init; }
}
