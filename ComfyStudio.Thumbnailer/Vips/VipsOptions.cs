namespace ComfyStudio.Thumbnailer.Vips;

/// <summary>Where the native library is.</summary>
internal sealed class VipsOptions
{
    public const string Section = "Vips";

    /// <summary>Full path of the library's file. Without it: <c>.tools/libvips</c> of the repository, then the system's libvips.</summary>
    public string? Library { get; init; }
}
