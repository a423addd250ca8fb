using System.Text.Json;
using ComfyStudio.Api.Gallery.Acts;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Runs;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Sequences;

/// <summary>Deletes sequences so that it can be taken back: the document stays where it is, with a mark beside it.</summary>
internal sealed class SequenceRemover(SequenceBook book, RunCanceller canceller, SequenceViewer viewer, GalleryBin bin)
{
    /// <returns>Null when there is no such sequence.</returns>
    public async Task<DeletedSequenceView?> RemoveAsync(string id, CurrentOwner owner, bool images, CancellationToken cancellationToken)
    {
        if (book.Find(id, owner.Name) is not { } sequence)
            return null;
        await canceller.CancelAsync(id, owner.Name, cancellationToken);
        var item = images ? await bin.MoveAsync(bin.Find(await OwnImagesAsync(sequence, cancellationToken), owner), cancellationToken) : null;
        var deleted = new DeletedSequenceView(id, item?.Id, item?.Images.Count ?? 0);
        book.MarkDeleted(id, JsonSerializer.SerializeToUtf8Bytes(deleted, SequencesJson.Default.DeletedSequenceView));
        return deleted;
    }

    /// <returns>Null when it was not deleted.</returns>
    public async Task<Sequence?> RestoreAsync(string id, CurrentOwner owner, CancellationToken cancellationToken)
    {
        if (book.Find(id, owner.Name) is { } there)
            return there;
        if (book.ReadDeleted(id) is not { } mark)
            return null;
        if (Read(mark)?.TrashId is { } trash)
            await bin.RestoreAsync(trash, cancellationToken);
        book.UnmarkDeleted(id);
        return book.Find(id, owner.Name);
    }

    /// <summary>What it made itself, and no branch or other sequence shows.</summary>
    private async Task<IReadOnlyList<ImageId>> OwnImagesAsync(Sequence sequence, CancellationToken cancellationToken)
    {
        var elsewhere = book.All().Where(other => other.Id != sequence.Id).SelectMany(other => other.AllTakes).Select(take => take.JobId).ToHashSet();
        var own = sequence.AllTakes.Where(take => sequence.Runs.Any(run => run.GroupId == take.GroupId) && !elsewhere.Contains(take.JobId)).Select(take => take.Id).ToHashSet();
        var view = await viewer.ViewAsync(sequence with { Frames = [.. sequence.Frames, .. sequence.Removed], Removed = [] }, cancellationToken);
        return [.. view.Frames.SelectMany(frame => frame.Takes).Where(take => own.Contains(take.Id)).Select(take => take.ImageId).OfType<ImageId>()];
    }

    private static DeletedSequenceView? Read(byte[] mark)
    {
        try
        {
            return JsonSerializer.Deserialize(mark, SequencesJson.Default.DeletedSequenceView);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
