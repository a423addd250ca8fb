using ComfyStudio.Images;
using ComfyStudio.Images.Exports;

namespace ComfyStudio.Api.Exports;

/// <summary>What is to be exported, which is <paramref name="Sequence"/> or <paramref name="Images"/>, and as what.</summary>
/// <param name="Images">Images of the gallery, in this order.</param>
/// <param name="Title">Of the page and the file; without it that of the sequence.</param>
[NoUnknownFields]
internal sealed record ExportRequest(
    ExportKind? Kind, string? Sequence = null, IReadOnlyList<ImageId>? Images = null, string? Title = null, ExportSettingsRequest? Settings = null);

/// <param name="Columns">1 to 6, of a PDF or a sheet.</param>
/// <param name="Notes">Descriptions, shots and notes below the pictures.</param>
/// <param name="Numbers">Numbers of frames and pages.</param>
/// <param name="Width">Pixels; without it what suits the kind.</param>
/// <param name="Fps">Pictures a second, of a video or a timeline: a whole number, or 23.976, 29.97 or 59.94.</param>
/// <param name="FadeMs">How long one frame turns into the next, in a video or on a timeline.</param>
/// <param name="BurnNumbers">The number of each frame, painted into the picture, in whatever moves.</param>
/// <param name="Sound">The id of an uploaded sound, which is heard with a video or a timeline and ends with it at the latest.</param>
[NoUnknownFields]
internal sealed record ExportSettingsRequest(
    int Columns = 3, bool Notes = true, bool Numbers = true, ExportPage PageSize = ExportPage.A4, int? Width = null, decimal Fps = 24, int FadeMs = 0, bool BurnNumbers = false,
    string? Sound = null)
{
    public ExportSettings ToSettings() => new()
    {
        Columns = Columns,
        Notes = Notes,
        Numbers = Numbers,
        PageSize = PageSize,
        Width = Width,
        Fps = Fps,
        FadeMs = FadeMs,
        BurnNumbers = BurnNumbers,
        Sound = Sound,
    };
}
