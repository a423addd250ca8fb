using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ComfyStudio.Images;

/// <summary>Which thumbnails exist and where: <c>.thumbnails/</c> beside the image.</summary>
public static class ThumbnailSpec
{
    /// <summary>Longest sides in pixels: the grid, the grid on dense screens, the stage.</summary>
    public static readonly IReadOnlyList<int> Sizes = [300, 640, 1280];

    /// <summary>Raised whenever the pixels would come out differently, so that old files are not used again.</summary>
    public const int Revision = 1;

    internal const string Folder = ".thumbnails";

    /// <param name="relativePath">Of the image, below the root.</param>
    /// <param name="size">One of <see cref="Sizes"/>.</param>
    /// <param name="version">The image's version, see <see cref="ImageRecord.Version"/>.</param>
    /// <returns>Of the thumbnail, below the root: beside the image, or apart for one that lies in a folder of another program.</returns>
    public static string RelativePath(string relativePath, int size, string version)
    {
        var slash = relativePath.LastIndexOf('/') + 1;
        var pixels = string.Create(CultureInfo.InvariantCulture, $"{version}/{size}/{Revision}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pixels)).AsSpan(0, 8));
        return string.Create(CultureInfo.InvariantCulture, $"{FolderBeside(relativePath[..slash])}/{relativePath[slash..]}.{size}.{hash}.webp");
    }

    /// <param name="folder">Below the root, with '/' at its end unless it is the root itself.</param>
    internal static string FolderBeside(string folder) =>
        folder.StartsWith(ImageRoot.LinkedPrefix, StringComparison.Ordinal) ? $"{Folder}/{folder.TrimEnd('/')}" : folder + Folder;
}
