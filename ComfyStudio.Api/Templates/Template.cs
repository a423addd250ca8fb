using System.Text.Json.Serialization;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Templates;

/// <summary>A graph and the values a person may choose in it: <c>{id}.json</c> with <c>{id}.template.json</c> beside it.</summary>
internal sealed record Template(TemplateFile File, ApiGraph Graph, TemplateSource Source = TemplateSource.Shipped)
{
    public string Id => File.Id;

    public string Version => File.Version;

    public IReadOnlyList<Slot> Slots => File.Slots;

    public Slot? FindSlot(string name) => Slots.FirstOrDefault(slot => slot.Name == name);
}

/// <summary>The contents of <c>{id}.template.json</c>; workflows/schema/template.schema.json says the same for editors.</summary>
/// <remarks>Generated code sets what a document leaves out to null, hence the accessors with something in its place.</remarks>
internal sealed record TemplateFile
{
    /// <summary>Tells an editor where the schema lies; means nothing here.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required string Id { get; init; }

    /// <summary>Raised whenever the same values would make another picture.</summary>
    public required string Version { get; init; }

    public required string Title { get; init; }
    public string Description { get; init => field = value ?? ""; } = "";

    /// <summary>Its place in the list; the first is what a new page offers.</summary>
    public int Order { get; init; }

    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];

    /// <summary>A picture beside the file, for example <c>previews/portrait.webp</c>.</summary>
    public string? Preview { get; init; }

    public IReadOnlyList<SlotGroup> Groups { get; init => field = value ?? []; } = [];
    public TemplateRequires Requires { get; init => field = value ?? new(); } = new();
    public required IReadOnlyList<Slot> Slots { get; init; }
}

internal enum TemplateSource
{
    /// <summary>Comes with the studio.</summary>
    Shipped,

    /// <summary>Made here, and may be changed here.</summary>
    Own,
}

/// <summary>A section of the form.</summary>
/// <param name="Advanced">Folded up at first.</param>
internal sealed record SlotGroup(string Name, string Label, bool Advanced = false);
