using System.Text.Json;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Continuity;

/// <summary>Has the Thumbnailer compare pictures.</summary>
internal sealed partial class ComparisonClient(HttpClient http, ILogger<ComparisonClient> logger)
{
    /// <returns>Null when the Thumbnailer is busy or away.</returns>
    public async Task<ComparisonAnswer?> FindAsync(ComparisonOrder order, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.PostAsJsonAsync("comparisons", order, ContinuityJson.Default.ComparisonOrder, cancellationToken);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync(ContinuityJson.Default.ComparisonAnswer, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            LogNotCompared(order.Pictures.Count, exception.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The Thumbnailer did not compare {Count} pictures: {Reason}")]
    private partial void LogNotCompared(int count, string reason);
}

internal sealed record ComparisonOrder(IReadOnlyList<ComparedPicture> Pictures, IReadOnlyList<ComparedPair> Pairs);

/// <summary>An image of the gallery, or a picture that somebody brought.</summary>
internal sealed record ComparedPicture(string? RelativePath, string? Version, string? Input)
{
    public static ComparedPicture Of(ImageRecord image) => new(image.RelativePath, image.Version, null);

    public static ComparedPicture OfInput(string input) => new(null, null, input);
}

/// <summary>Two of the pictures, by their places in the list.</summary>
internal sealed record ComparedPair(int One, int Other);

internal sealed record ComparisonAnswer(IReadOnlyList<Compared?> Pairs);

internal sealed record Compared(double Palette, double Likeness);
