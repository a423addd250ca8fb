using System.Text.Json;

namespace ComfyStudio.Api.Generation;

/// <summary>How much there is to do for a picture, as far as its values tell.</summary>
internal static class PictureWork
{
    private const double Megapixel = 1e6;

    /// <summary>Steps times megapixels, which the time of a run goes by: a draft has a tenth of what its picture has.</summary>
    /// <returns>Null when the values tell neither.</returns>
    public static double? Of(IReadOnlyDictionary<string, JsonElement> values)
    {
        var (steps, pixels) = (Number(values, "steps"), PixelsOf(values));
        return steps is null && pixels is null ? null : Math.Max(1, steps ?? 1) * (pixels / Megapixel ?? 1);
    }

    /// <returns>Null when the values do not say how large it is.</returns>
    public static double? PixelsOf(IReadOnlyDictionary<string, JsonElement> values)
    {
        if (values.TryGetValue("size", out var size) && SizeRules.TryRead(size, out var width, out var height))
            return (double)width * height;
        return Number(values, "width") is { } wide && Number(values, "height") is { } high ? (double)wide * high : null;
    }

    private static long? Number(IReadOnlyDictionary<string, JsonElement> values, string slot) =>
        values.TryGetValue(slot, out var value) && SlotRules.TryGetInteger(value, out var number) ? number : null;
}
