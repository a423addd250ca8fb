using System.Globalization;
using ComfyStudio.Api.Gallery;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Sequences;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Images;
using ComfyStudio.Images.Exports;

namespace ComfyStudio.Api.Exports;

/// <summary>Turns what somebody wants to see into frames with the paths of their pictures.</summary>
internal sealed class ExportSubjects(SequenceBook sequences, SequenceViewer viewer, GalleryReader gallery, ImageIndex index)
{
    private const int UsualDurationMs = 2000;

    /// <returns>Null when there is no such thing.</returns>
    public async Task<ExportSubject?> FindAsync(ExportRequest request, CurrentOwner owner, CancellationToken cancellationToken) => request switch
    {
        { Sequence: { } id } => sequences.Find(id, owner.Name) is { } sequence ? await OfSequenceAsync(sequence, cancellationToken) : null,
        { Images: { } ids } => OfImages(ids, owner),
        _ => null,
    };

    private async Task<ExportSubject> OfSequenceAsync(Sequence sequence, CancellationToken cancellationToken)
    {
        var pictures = await viewer.PicturesAsync(sequence, cancellationToken);
        return new ExportSubject(sequence.Title, [.. pictures.Select((shown, at) => FrameOf(sequence, shown.Frame, shown.Image, at + 1))])
        {
            Warnings = [.. pictures.Index().Where(shown => shown.Item.Image is null).Select(shown => MissingOf(shown.Item.Frame, shown.Index + 1))],
        };
    }

    private ExportFrame FrameOf(Sequence sequence, Frame frame, ImageRecord? image, int number)
    {
        var durationMs = sequence.Fps is > 0 and var fps ? EqualMs(fps, number) : frame.DurationMs;
        var made = new ExportFrame(number, frame.Title, image?.RelativePath, durationMs)
        {
            Description = frame.Description.Length > 0 ? frame.Description : frame.Action,
            Notes = frame.Notes,
            ShotType = frame.ShotType,
        };
        return image is null ? made : WithMaking(made, image);
    }

    // Where all are shown equally long, it is the edges that are rounded: a hundred pictures at 24 a second do not drift.
    private static int EqualMs(double fps, int number) => (int)Math.Max(1, Math.Round(number * 1000 / fps) - Math.Round((number - 1) * 1000 / fps));

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
        var frame = WithMaking(new ExportFrame(number, Path.GetFileNameWithoutExtension(image.RelativePath), image.RelativePath, UsualDurationMs), image);
        return frame with { Description = frame.Prompt };
    }

    private ExportFrame WithMaking(ExportFrame frame, ImageRecord image)
    {
        var making = index.Read(image.Id)?.Making;
        return frame with { Prompt = making?.Prompt ?? "", Negative = making?.Negative ?? "", Seed = making?.Seed };
    }

    private static string MissingOf(Frame frame, int number) => string.Create(
        CultureInfo.InvariantCulture, $"Frame {number}{(frame.Title.Length > 0 ? $" ({frame.Title})" : "")} has no picture yet.");
}
