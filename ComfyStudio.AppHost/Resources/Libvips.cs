namespace ComfyStudio.AppHost.Resources;

internal static class Libvips
{
    /// <summary>Fetches the native library first. A failed download is no reason not to start: the system's own libvips may do.</summary>
    public static IResourceBuilder<ProjectResource> WithLibvips(this IResourceBuilder<ProjectResource> thumbnailer, Topology studio) =>
        OperatingSystem.IsWindows()
            ? thumbnailer
            : thumbnailer.WaitForCompletion(thumbnailer.ApplicationBuilder.AddExecutable(
                "libvips", "/bin/sh", studio.Root, "-c", $"'{studio.Script("fetch-libvips")}' || true"));
}
