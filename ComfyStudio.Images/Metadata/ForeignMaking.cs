using ComfyStudio.Images.Gallery;

namespace ComfyStudio.Images.Metadata;

/// <summary>Finds out how an image of another tool was made, from what lies beside it or in it.</summary>
internal static class ForeignMaking
{
    /// <returns>Null when nothing tells.</returns>
    internal static ImageMaking? Read(Stream content, string path, GalleryFile file) => null;
}
