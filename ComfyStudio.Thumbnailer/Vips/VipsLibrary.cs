using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ComfyStudio.Thumbnailer.Vips;

/// <summary>Finds, loads and sets up libvips, once for the process.</summary>
internal static class VipsLibrary
{
    // G_LOG_LEVEL_WARNING
    private const int WarningLevel = 1 << 4;

    private const string FetchedFolder = ".tools/libvips/lib";

    // libvips reads far more than we ask for, and untrusted files come this way: only the formats of the gallery are opened.
    private static readonly string[] AllowedLoaders =
        ["VipsForeignLoadPng", "VipsForeignLoadJpeg", "VipsForeignLoadWebp", "VipsForeignLoadNsgif", "VipsForeignLoadHeif"];

    private static readonly Lock Gate = new();
    private static nint _handle;

    internal static Version? LoadedVersion { get; private set; }

    /// <summary>Loads the library. Later calls change nothing.</summary>
    /// <param name="configured">The setting <c>Vips:Library</c>.</param>
    /// <param name="startFolder">Searched upwards for <c>.tools/libvips</c>, beside the folder of the program.</param>
    /// <exception cref="VipsMissingException">No usable library; the message says what to do.</exception>
    internal static void Load(string? configured, string startFolder)
    {
        lock (Gate)
        {
            if (_handle != 0)
                return;
            NativeHeap.KeepPictures();
            _handle = Open(configured, startFolder);
            NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), (name, _, _) => name == LibVips.Name ? _handle : 0);
            SetUp();
        }
    }

    /// <summary>Where the library may be, best first: paths of files, then a bare name for the system's loader.</summary>
    internal static IEnumerable<string> Candidates(string? configured, string startFolder)
    {
        if (!string.IsNullOrWhiteSpace(configured))
            return [configured];
        return Upwards(startFolder).Concat(Upwards(AppContext.BaseDirectory))
            .Select(folder => Path.Join(folder, FetchedFolder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "libvips*").Order(StringComparer.Ordinal))
            .Distinct()
            .Append(SystemName);
    }

    private static string SystemName =>
        OperatingSystem.IsWindows() ? "libvips-42.dll" : OperatingSystem.IsMacOS() ? "libvips.42.dylib" : "libvips.so.42";

    internal static nint Open(string? configured, string startFolder)
    {
        foreach (var candidate in Candidates(configured, startFolder))
        {
            if (NativeLibrary.TryLoad(candidate, out var handle) && NativeLibrary.TryGetExport(handle, "vips_init", out _))
                return handle;
        }

        throw new VipsMissingException(string.IsNullOrWhiteSpace(configured)
            ? "libvips, which makes the thumbnails, was not found. Run eng/fetch-libvips in the repository, or install it "
                + "(Debian: apt-get install libvips42), or name its file in the setting Vips:Library (environment Vips__Library)."
            : $"Setting Vips:Library (environment Vips__Library): '{configured}' is no libvips that can be loaded here.");
    }

    private static IEnumerable<string> Upwards(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
            yield return current.FullName;
    }

    private static unsafe void SetUp()
    {
        if (LibVips.Init("comfystudio-thumbnailer") != 0)
            throw new VipsMissingException($"libvips was found and does not start: {VipsException.TakeMessage()}");

        // One thread for each thumbnail and no memory of the last: the gate decides how many run, and no file is asked for twice.
        LibVips.SetConcurrency(1);
        LibVips.SetCacheMax(0);
        LibVips.SetLogHandler("VIPS", WarningLevel, &IgnoreWarning, data: 0);
        LibVips.Block("VipsForeignLoad", 1);
        foreach (var loader in AllowedLoaders)
            LibVips.Block(loader, 0);
        LoadedVersion = new Version(LibVips.Version(0), LibVips.Version(1), LibVips.Version(2));
    }

    // A damaged image warns once for each of its rows, on the standard error; its failure reaches us as an exception anyway.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void IgnoreWarning(nint domain, int level, nint message, nint data)
    {
    }
}

internal sealed class VipsMissingException(string message) : Exception(message);
