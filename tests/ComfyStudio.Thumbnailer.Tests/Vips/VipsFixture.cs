using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Tests.Vips;

/// <summary>Loads libvips as the program does; where it is missing, every test says so and names eng/fetch-libvips.</summary>
public sealed class VipsFixture
{
    public VipsFixture() => VipsLibrary.Load(Environment.GetEnvironmentVariable("Vips__Library"), AppContext.BaseDirectory);
}
