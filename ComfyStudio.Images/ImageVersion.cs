using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ComfyStudio.Images;

/// <summary>How the version of an image is made: what its address, its thumbnails and every cache are keyed by.</summary>
public static class ImageVersion
{
    private const int Length = 16;

    /// <param name="sha256">Of the file's bytes, hexadecimal.</param>
    public static string OfContent(string sha256) => sha256[..Length].ToLowerInvariant();

    /// <summary>For files that nobody hashed.</summary>
    public static string OfFile(long bytes, DateTimeOffset modifiedAt) =>
        Convert.ToHexStringLower(SHA256.HashData(
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bytes}/{modifiedAt.UtcTicks}"))))[..Length];
}
