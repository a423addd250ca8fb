using ComfyStudio.Api.Inputs;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>
/// The pictures that stand in frames, as graphs can start from them: copied among the uploaded ones, by their content, so that engines get
/// them and a take can be repeated whatever becomes of the frame.
/// </summary>
internal sealed class ReferencePictures(InputFiles inputs, ImageStore store, ImageIndex index, IOptions<InputOptions> options)
{
    /// <summary>Of all frames that these need, by frame: what there is of them, is going to be, or why there is nothing.</summary>
    public async Task<IReadOnlyDictionary<string, ReferenceSource>> ReadAsync(FrameWish wish, CancellationToken cancellationToken)
    {
        var sources = new Dictionary<string, ReferenceSource>(StringComparer.Ordinal);
        foreach (var id in wish.Frames.SelectMany(wish.Sequence.ReferencesIn).Select(placed => placed.Reference.Frame).OfType<string>().Distinct())
            sources[id] = await ReadAsync(wish, id, cancellationToken);
        return sources;
    }

    /// <returns>Null when nothing stands there that an engine could take.</returns>
    public async Task<string?> FindAsync(Frame frame, SequenceStates states, CancellationToken cancellationToken)
    {
        if (states.PictureOf(frame, index) is not { } image || store.Resolve(image.RelativePath) is not { } path || !File.Exists(path))
            return null;
        await using var content = File.OpenRead(path);
        return await inputs.StoreAsync(content, options.Value.MaxBytes, cancellationToken) is StoredInput.Done { File: var file } ? file.Id : null;
    }

    /// <summary>Whatever is made of it, this is what stands there.</summary>
    public static bool IsSettled(Frame frame, SequenceStates states) =>
        frame.Picture is not null || (frame.FindTake(frame.Chosen) is { } chosen && states.Of(chosen).State is JobState.Succeeded);

    private async Task<ReferenceSource> ReadAsync(FrameWish wish, string id, CancellationToken cancellationToken)
    {
        var (sequence, states) = (wish.Sequence, wish.States);
        if (sequence.FindAnyFrame(id) is not { } frame)
            return new ReferenceSource(null, "was a frame of this sequence, which is gone. Choose another picture.");
        if (!IsSettled(frame, states) && wish.Frames.Contains(frame))
            return ReferenceSource.ToCome;
        if (await FindAsync(frame, states, cancellationToken) is { } input)
            return new ReferenceSource(input, null);
        var name = FrameWords.Name(sequence, id);
        return new ReferenceSource(null, frame.Takes.Any(take => states.Of(take).IsOpen)
            ? $"comes from {name}, which is being made right now. Wait for it."
            : $"comes from {name}, which has no picture yet. Make it first, or together with this one.");
    }
}

/// <param name="Input">The id of the picture; null when there is none yet.</param>
/// <param name="Problem">Why there is none, and none to come, as the end of a sentence.</param>
internal sealed record ReferenceSource(string? Input, string? Problem)
{
    public static readonly ReferenceSource ToCome = new(null, null);
}
