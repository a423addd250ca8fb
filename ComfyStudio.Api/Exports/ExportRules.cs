using ComfyStudio.Api.Problems;
using ComfyStudio.Images;
using ComfyStudio.Images.Exports;

namespace ComfyStudio.Api.Exports;

/// <summary>What an export may be asked for.</summary>
internal sealed class ExportRules(SoundFiles sounds)
{
    public const int MostFrames = 5000;
    public const int LongestTitle = 200;

    private const int LeastWidth = 64;
    private const int MostSheetWidth = 12_000;
    private const int MostMovingWidth = 4096;
    private const int LongestFadeMs = 10_000;

    public void Check(ExportRequest request, FieldErrors errors)
    {
        if (request.Kind is null)
            errors.Add("kind", "Say as what: pdf, sheet, zip, webp, gif, mp4 or timeline.");
        if (request.Sequence is null == request.Images is null)
            errors.Add("sequence", "Say what to export: either sequence or images.");
        if (request.Images is { Count: 0 or > MostFrames })
            errors.Add("images", $"Name 1 to {MostFrames} images.");
        if (request.Title is { Length: > LongestTitle })
            errors.Add("title", $"A title has at most {LongestTitle} characters.");
        if (request.Settings is { } settings)
            Check(settings, request.Kind, errors);
    }

    private void Check(ExportSettingsRequest settings, ExportKind? kind, FieldErrors errors)
    {
        var mostWidth = kind is ExportKind.Sheet ? MostSheetWidth : MostMovingWidth;
        if (settings.Columns is < 1 or > ExportSettings.MostColumns)
            errors.Add("settings.columns", $"A page has 1 to {ExportSettings.MostColumns} columns.");
        if (!Enum.IsDefined(settings.PageSize))
            errors.Add("settings.pageSize", "Pages are a4, a4Landscape, letter or letterLandscape.");
        if (settings.Width is { } width && (width < LeastWidth || width > mostWidth))
            errors.Add("settings.width", $"A width has {LeastWidth} to {mostWidth} pixels.");
        if (FrameRate.TryOf(settings.Fps) is null)
            errors.Add("settings.fps", $"A video has 1 to {FrameRate.Most} pictures a second, a whole number of them, or 23.976, 29.97 or 59.94.");
        if (settings.FadeMs is < 0 or > LongestFadeMs)
            errors.Add("settings.fadeMs", $"A fade takes 0 to {LongestFadeMs} milliseconds.");
        if (settings.Sound is { } sound && sounds.Use(sound) is null)
            errors.Add("settings.sound", "This sound is not here. Add it again.");
    }
}
