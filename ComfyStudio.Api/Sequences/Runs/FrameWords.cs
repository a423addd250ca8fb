using ComfyStudio.Api.Sequences.Document;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>What is said of frames that others depend on.</summary>
internal static class FrameWords
{
    /// <returns>Null when all pictures are there.</returns>
    public static string? Waits(Sequence sequence, IEnumerable<TakeReference> references)
    {
        var names = references.Where(reference => reference.Input is null).Select(reference => Name(sequence, reference.Frame)).Distinct().ToList();
        return names.Count == 0 ? null : "Waits for " + string.Join(" and ", names);
    }

    public static string Name(Sequence sequence, string? frameId) =>
        sequence.IndexOf(frameId ?? "") is >= 0 and var index ? $"frame {index + 1}" : "a frame that was taken out";
}
