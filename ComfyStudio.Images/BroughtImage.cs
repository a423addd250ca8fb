using ComfyStudio.Images.Gallery;
using ComfyStudio.Images.Metadata;

namespace ComfyStudio.Images;

/// <summary>An image that somebody brings and that lies nowhere yet: what it tells of itself.</summary>
/// <param name="Width">As shown: a rotation noted in the file is applied.</param>
/// <param name="Making">How it was made; null when nothing in it tells.</param>
public sealed record BroughtImage(int Width, int Height, ImageMotion Motion, ImageMaking? Making)
{
    /// <param name="content">Can be read at any place, and stays open.</param>
    /// <param name="fileName">As it was named where it comes from.</param>
    /// <exception cref="InvalidDataException">It is no image, whatever its name says, or not a whole one; the message tells.</exception>
    public static BroughtImage Read(Stream content, string? fileName)
    {
        var (width, height, motion) = ImageFileReader.Shape(content);
        return new BroughtImage(width, height, motion, ForeignMaking.Read(content, fileName));
    }
}
