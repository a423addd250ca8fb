using ComfyStudio.Api.Owners;
using ComfyStudio.Images;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Gallery;

/// <summary>Finds images, also those that were stored a moment ago and are not in the index yet.</summary>
internal sealed class GalleryReader(ImageIndex index)
{
    public ImageRecord? Find(ImageId id, CurrentOwner owner) => index.Find(id) is { } record && IsOwn(record, owner) ? record : null;

    /// <summary>The images of an ended job that are still there.</summary>
    public async Task<IReadOnlyList<ImageView>> ViewOutputsAsync(Job job, CancellationToken cancellationToken)
    {
        var views = new List<ImageView>(job.Outputs.Count);
        foreach (var output in job.Outputs.OrderBy(output => output.Index))
        {
            if (await FindOutputAsync(output, cancellationToken) is { } record)
                views.Add(ImageView.Of(record));
        }

        return views;
    }

    public async Task<ImageRecord?> FindOutputAsync(JobOutput output, CancellationToken cancellationToken)
    {
        // One that was seen before its sidecar came does not know its job yet.
        if (ImageId.TryParse(output.ImageId, null, out var id) && index.Find(id) is { Making.JobId: not null } known)
            return known;
        try
        {
            return await index.AddAsync(output.RelativePath, cancellationToken);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // What the studio did not make lies in the folder of the person at this machine.
    private static bool IsOwn(ImageRecord record, CurrentOwner owner) => owner.Owns(record.Making?.Owner ?? CurrentOwner.Local);
}
