using ComfyStudio.Api.Gallery;
using ComfyStudio.Api.Owners;
using ComfyStudio.Images;
using ComfyStudio.Images.Exports;

namespace ComfyStudio.Api.Exports;

/// <summary>Turns what somebody wants to see into frames with the paths of their pictures.</summary>
internal sealed class ExportSubjects(GalleryReader gallery, ImageIndex index)
{
    private const int UsualDurationMs = 2000;

    /// <returns>Null when there is no such thing.</returns>
    public ExportSubject? Find(ExportRequest request, CurrentOwner owner) => request.Images is { } images ? OfImages(images, owner) : null;

    private ExportSubject? OfImages(IReadOnlyList<ImageId> ids, CurrentOwner owner)
    {
        var found = ids.Select(id => gallery.Find(id, owner)).OfType<ImageRecord>().ToList();
        if (found.Count == 0)
            return null;
        return new ExportSubject("Images", [.. found.Select((image, at) => FrameOf(image, at + 1))])
        {
            Warnings = found.Count == ids.Count ? [] : [$"{ids.Count - found.Count} of the images are not there any more."],
        };
    }

    private ExportFrame FrameOf(ImageRecord image, int number)
    {
        var making = index.Read(image.Id)?.Making;
        return new ExportFrame(number, Path.GetFileNameWithoutExtension(image.RelativePath), image.RelativePath, UsualDurationMs)
        {
            Description = making?.Prompt ?? "",
            Prompt = making?.Prompt ?? "",
            Negative = making?.Negative ?? "",
            Seed = making?.Seed,
        };
    }
}
