using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Workflows.Own;

/// <summary>A template that somebody makes here, whole.</summary>
internal sealed record OwnTemplateRequest
{
    public const int MaxTitle = 200;
    public const int MaxSlots = 300;

    [MaxLength(MaxTitle)]
    public required string Title { get; init; }

    [MaxLength(10_000)]
    public string Description { get; init => field = value ?? ""; } = "";

    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];

    /// <summary>As an engine takes it (API format).</summary>
    public required JsonElement Graph { get; init; }

    public required IReadOnlyList<Slot> Slots { get; init; }
    public IReadOnlyList<SlotGroup> Groups { get; init => field = value ?? []; } = [];
    public TemplateRequires Requires { get; init => field = value ?? new(); } = new();

    public static OwnTemplateRequest Of(Template template) => new()
    {
        Title = template.File.Title,
        Description = template.File.Description,
        Tags = template.File.Tags,
        Graph = template.Graph.ToJsonElement(),
        Slots = template.Slots,
        Groups = template.File.Groups,
        Requires = template.File.Requires,
    };
}

/// <summary>One of the versions that a template had.</summary>
internal sealed record OwnTemplateVersion(string Version, string Title, DateTimeOffset SavedAt);
