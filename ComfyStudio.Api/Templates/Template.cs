using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Templates;

/// <summary>A graph and the values a person may choose in it: <c>{id}.json</c> with <c>{id}.template.json</c> beside it.</summary>
internal sealed record Template(TemplateFile File, ApiGraph Graph)
{
    public string Id => File.Id;

    public string Version => File.Version;

    public IReadOnlyList<Slot> Slots => File.Slots;

    public Slot? FindSlot(string name) => Slots.FirstOrDefault(slot => slot.Name == name);
}

/// <summary>The contents of <c>{id}.template.json</c>.</summary>
internal sealed record TemplateFile
{
    public required string Id { get; init; }

    /// <summary>Raised whenever the same values would make another picture.</summary>
    public required string Version { get; init; }

    public required string Title { get; init; }
    public string Description { get; init; } = "";

    /// <summary>Its place in the list; the first is what a new page offers.</summary>
    public int Order { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];
    public required IReadOnlyList<Slot> Slots { get; init; }
}
