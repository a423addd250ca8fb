using System.Text.RegularExpressions;
using ComfyStudio.Images.Gallery;

namespace ComfyStudio.Images.Metadata;

/// <summary>Finds out how an image of another tool was made, from what lies beside it or in it.</summary>
internal static class ForeignMaking
{
    /// <returns>Null when nothing tells.</returns>
    internal static ImageMaking? Read(Stream content, string path, GalleryFile file) => Guard(() => ReadAll(content, path, file));

    /// <summary>Of a picture with nothing beside it.</summary>
    /// <param name="fileName">As its maker named it, where that is known: of several pictures of one graph it tells which.</param>
    internal static ImageMaking? Read(Stream content, string? fileName) => Guard(() => MakingTexts.Read(PictureTexts.Read(content), fileName) ?? ReadHidden(content, fileName));

    private static ImageMaking? Guard(Func<ImageMaking?> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is RegexMatchTimeoutException or InvalidOperationException)
        {
            // Text made to keep us busy, or JSON whose letters are none: the picture is shown all the same.
            return null;
        }
    }

    private static ImageMaking? ReadAll(Stream content, string path, GalleryFile file)
    {
        var texts = PictureTexts.Read(content);
        var beside = file.Json is null ? null : MakingTexts.ReadJson(BoundedFile.ReadText(Path.ChangeExtension(path, ".json")), Path.GetFileName(path));
        return beside
            .OrElse(MakingTexts.Read(texts, Path.GetFileName(path)))
            .OrElse(file.Text is null ? null : ReadText(BoundedFile.ReadText(Path.ChangeExtension(path, ".txt"))))
            ?? ReadHidden(content, Path.GetFileName(path));
    }

    // Only where nothing else tells: pixels have to be unpacked for it.
    private static ImageMaking? ReadHidden(Stream content, string? fileName) =>
        StealthPng.Read(content) is { } text ? MakingTexts.Read(new Dictionary<string, string> { ["parameters"] = text }, fileName) : null;

    private static ImageMaking? ReadText(string? text) => MakingJson.ReadLines(text) ?? ParametersText.Read(text);

    /// <summary>Whatever is told first wins; the next teller only fills what is missing.</summary>
    internal static ImageMaking? OrElse(this ImageMaking? first, ImageMaking? second) => (first, second) switch
    {
        (null, _) => second,
        (_, null) => first,
        _ => first with
        {
            Prompt = first.Prompt ?? second.Prompt,
            Negative = first.Negative ?? second.Negative,
            Model = first.Model ?? second.Model,
            Loras = first.Loras.Count > 0 ? first.Loras : second.Loras,
            Seed = first.Seed ?? second.Seed,
            Steps = first.Steps ?? second.Steps,
            Cfg = first.Cfg ?? second.Cfg,
            Sampler = first.Sampler ?? second.Sampler,
            Scheduler = first.Scheduler ?? second.Scheduler,
            Denoise = first.Denoise ?? second.Denoise,
        },
    };
}
