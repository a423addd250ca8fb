using ComfyStudio.Images.Exports;

namespace ComfyStudio.Api.Exports;

/// <summary>What an export shows: frames in their order, and what is missing of them.</summary>
internal sealed record ExportSubject(string Title, IReadOnlyList<ExportFrame> Frames)
{
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public ExportAxes? Axes { get; init; }
}
