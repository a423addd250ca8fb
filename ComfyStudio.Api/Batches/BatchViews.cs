using System.Text.Json;
using ComfyStudio.Api.Batches.Keeping;
using ComfyStudio.Api.Batches.Planning;
using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Jobs.Estimating;
using ComfyStudio.Api.Templates;
using ComfyStudio.Images;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Batches;

/// <summary>What a batch would be, before anything of it is stored.</summary>
/// <param name="Seconds">Null when past runs do not tell.</param>
/// <param name="Bytes">On the disk, about; null when no image of the template is there to go by.</param>
/// <param name="Missing">Engines that lack something of the template.</param>
/// <param name="Order"><c>models</c> when they are made in another order than asked, so that models change less; else <c>asked</c>.</param>
/// <param name="Prompts">The first five, drawn and in their style.</param>
internal sealed record BatchPlanView(
    int Images, WorkSeconds? Seconds, long? Bytes, int ModelSwitches, IReadOnlyList<FieldWarning> Warnings, IReadOnlyList<PreflightEngine> Missing,
    IReadOnlyList<BatchAxisView> Axes, BatchListView? List, string Order, IReadOnlyList<string> Prompts);

internal sealed record BatchAxisView(string Slot, string Label, IReadOnlyList<JsonElement> Values, int? ZipWith);

/// <param name="Rows">The first twenty, as they were written.</param>
/// <param name="Errors">Rows with these are left out of the plan, and refused when the batch is started.</param>
internal sealed record BatchListView(IReadOnlyList<BatchColumnView> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, int Total, IReadOnlyList<BatchRowError> Errors)
{
    private const int ShownRows = 20;
    private const int ShownErrors = 200;

    public static BatchListView? Of(ReadList? list) => list is null ? null : new BatchListView(
        [.. list.Columns.Select(column => new BatchColumnView(column.Header, column.Slot))], [.. list.Texts.Take(ShownRows)], list.Rows.Count,
        [.. list.Errors.Take(ShownErrors).Select(error => new BatchRowError(error.Row, error.Column, error.Message))]);
}

/// <param name="Slot">Null for a column that goes nowhere.</param>
internal sealed record BatchColumnView(string Header, string? Slot);

/// <param name="Row">From 0, without the header.</param>
/// <param name="Column">Its header.</param>
internal sealed record BatchRowError(int Row, string Column, string Message);

/// <param name="Images">How many were asked for now.</param>
internal sealed record AcceptedBatch(GroupId Id, int Images, IReadOnlyList<FieldWarning> Warnings);

/// <summary>A batch at a glance.</summary>
internal record BatchSummary
{
    public required GroupId Id { get; init; }
    public required string Title { get; init; }
    public required string Template { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required int Images { get; init; }
    public required long Succeeded { get; init; }

    /// <summary>Failed, or set aside; not those that were tried again.</summary>
    public required long Failed { get; init; }
    public required long Cancelled { get; init; }

    /// <summary>Not ended yet.</summary>
    public required long Open { get; init; }

    public required BatchState State { get; init; }

    /// <summary>The first of its images.</summary>
    public required ImageId? Cover { get; init; }

    /// <summary>Of its first cell.</summary>
    public required string Prompt { get; init; }
}

internal enum BatchState
{
    Running,
    Paused,

    /// <summary>All of it has ended, and something of it succeeded.</summary>
    Complete,
    Cancelled,
    Failed,
}

/// <summary>A batch with all that its page needs.</summary>
internal sealed record BatchView : BatchSummary
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public BatchView(BatchSummary summary, BatchRecord record)
        : base(summary)
    {
        Request = record.Request;
        Axes = [.. record.Axes.Select(axis => new BatchAxisView(axis.Slot, axis.Label, axis.Values, axis.ZipWith))];
        Columns = record.Columns;
        Rows = Math.Max(1, record.Rows.Count);
        Seeds = record.Cells.Max(cell => cell.At[^1]) + 1;
    }

    public BatchRequest Request { get; init; }
    public IReadOnlyList<BatchAxisView> Axes { get; init; }

    /// <summary>Slots of the list's columns.</summary>
    public IReadOnlyList<string> Columns { get; init; }

    /// <summary>How many rows there are; 1 without a list.</summary>
    public int Rows { get; init; }

    /// <summary>Pictures of each cell.</summary>
    public int Seeds { get; init; }

    /// <summary>Images a minute, lately; null when nothing is under way.</summary>
    public double? Rate { get; init; }

    /// <summary>Until the last is there, at this rate.</summary>
    public double? SecondsLeft { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Null while something is under way.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Rises when cells are added or the title changes.</summary>
    public long Revision { get; init; }
}

internal sealed record BatchPageView(IReadOnlyList<BatchSummary> Items, string? NextCursor);

/// <param name="Revision">Of the batch, see <see cref="BatchView.Revision"/>.</param>
internal sealed record BatchCellsView(long Revision, IReadOnlyList<BatchCellView> Items);

/// <summary>One picture of a batch.</summary>
/// <param name="At">Its row, its value on each of three axes and the number of its seed, from 0.</param>
/// <param name="JobId">The job that makes it now: of several tries the last. Null when nothing tells of it any more.</param>
/// <param name="Values">By slot: only what differs from cell to cell.</param>
internal sealed record BatchCellView(
    int Index, IReadOnlyList<int> At, JobId? JobId, JobState State, Seed Seed, ImageId? ImageId, string? Version, string? Blur, int Width, int Height,
    BatchFailureView? Failure, IReadOnlyDictionary<string, JsonElement> Values, string Prompt);

internal sealed record BatchFailureView(FailureClass Class, string Message);

/// <param name="Retried">How many are tried again.</param>
internal sealed record RetriedCells(int Retried);
