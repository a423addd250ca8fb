using ComfyStudio.Images.Exports;

namespace ComfyStudio.Api.Exports;

/// <param name="Done">Of <paramref name="Total"/> steps, about as long as each other.</param>
/// <param name="Bytes">Of the finished file; 0 before.</param>
/// <param name="Problem">Why it failed, and what to do.</param>
/// <param name="Warnings">What the file lacks.</param>
/// <param name="Url">Where the finished file is; null before.</param>
internal sealed record ExportView(
    string Id, ExportKind Kind, string Title, string? Sequence, ExportStatus State, int Done, int Total, long Bytes, string FileName, string? Problem,
    IReadOnlyList<string> Warnings, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, string? Url)
{
    public static ExportView Of(Export export)
    {
        var (order, state) = (export.Order, export.State);
        return new(
            order.Id, order.Kind, order.Title, order.Sequence, state.Status, state.Done, state.Total, state.Bytes, order.FileName, state.Problem,
            [.. order.Warnings.Union(state.Warnings)], order.CreatedAt, state.EndedAt, state.Status is ExportStatus.Done ? $"/api/exports/{order.Id}/file" : null);
    }
}
