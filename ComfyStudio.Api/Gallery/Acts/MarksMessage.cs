using System.Text.Json;
using ComfyStudio.Api.Live;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Gallery.Acts;

/// <summary>Tells open pages that something else is noted of these images: they ask again for what they show of them.</summary>
/// <param name="Ids">The first thousand; with more, <paramref name="Count"/> is larger, and whoever shows images asks for all of them.</param>
internal sealed record MarksMessage(IReadOnlyList<ImageId> Ids, int Count)
{
    private const int Most = 1000;

    public static LiveMessage Of(IReadOnlyList<ImageId> ids) => new(
        null, "images", JsonSerializer.Serialize(new MarksMessage([.. ids.Take(Most)], ids.Count), ActsJson.Default.MarksMessage));
}
