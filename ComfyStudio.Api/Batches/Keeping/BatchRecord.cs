using System.Text.Json;
using ComfyStudio.Api.Batches.Planning;
using ComfyStudio.Api.Prompts;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Batches.Keeping;

/// <summary>What a batch is: said about its group of jobs in the queue, and written beside its images.</summary>
internal sealed record BatchRecord
{
    public required string Title { get; init; }
    public required string Template { get; init; }
    public required string TemplateVersion { get; init; }

    /// <summary>As it was asked for, with all that it has grown by.</summary>
    public required BatchRequest Request { get; init; }

    /// <summary>What all share, by slot.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Shared { get; init; }

    public IReadOnlyList<RecordedAxis> Axes { get; init => field = value ?? []; } = [];

    /// <summary>Slots of the list's columns.</summary>
    public IReadOnlyList<string> Columns { get; init => field = value ?? []; } = [];

    /// <summary>Values by slot, row by row.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, JsonElement>> Rows { get; init => field = value ?? []; } = [];

    /// <summary>In the order asked; a job's place in its group is its place here.</summary>
    public required IReadOnlyList<BatchCell> Cells { get; init; }

    /// <summary>Slots whose values differ from cell to cell.</summary>
    public IEnumerable<string> Differing => Columns.Concat(Axes.Select(axis => axis.Slot)).Distinct();

    public static BatchRecord Of(BatchPlan plan, IReadOnlyList<BatchCell> earlier) => new()
    {
        Title = TitleOf(plan),
        Template = plan.Template.Id,
        TemplateVersion = plan.Template.Version,
        Request = plan.List is { } list ? plan.Request with { List = plan.Request.List! with { Format = list.Format } } : plan.Request,
        Shared = plan.Shared,
        Axes = [.. plan.Axes.Select(axis => new RecordedAxis(axis.Slot, axis.Label, axis.Values, axis.ZipWith))],
        Columns = [.. plan.List?.Columns.Select(column => column.Slot).OfType<string>() ?? []],
        Rows = plan.List?.Rows ?? [],
        Cells = [.. earlier, .. plan.Cells.Select(cell => new BatchCell(cell.At, cell.Image.Seed, cell.Prompt))],
    };

    /// <summary>The values of a cell that differ from those of others.</summary>
    public IReadOnlyDictionary<string, JsonElement> ValuesOf(BatchCell cell)
    {
        var values = new Dictionary<string, JsonElement>();
        foreach (var (slot, value) in cell.At[0] < Rows.Count ? Rows[cell.At[0]] : new Dictionary<string, JsonElement>())
            values[slot] = value;
        foreach (var (place, axis) in Axes.Index())
            values[axis.Slot] = axis.Values[cell.At[1 + place]];
        return values;
    }

    private static string TitleOf(BatchPlan plan)
    {
        const int most = 80;
        var title = string.IsNullOrWhiteSpace(plan.Request.Title) ? plan.Cells is [var first, ..] ? first.Prompt : "" : plan.Request.Title.Trim();
        title = title.ReplaceLineEndings(" ");
        return title.Length == 0 ? plan.Template.File.Title : ShortText.Of(title, most);
    }
}

internal sealed record RecordedAxis(string Slot, string Label, IReadOnlyList<JsonElement> Values, int? ZipWith);

/// <param name="At">Row, the values of three axes, number of the seed; from 0.</param>
/// <param name="Prompt">As it is drawn and in its style.</param>
internal sealed record BatchCell(int[] At, Seed Seed, string Prompt);
