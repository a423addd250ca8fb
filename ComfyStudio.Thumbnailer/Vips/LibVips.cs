using System.Runtime.InteropServices;

namespace ComfyStudio.Thumbnailer.Vips;

/// <summary>
/// The functions of libvips and of GObject that we use, as they are declared in C. None with variable arguments: their calling
/// convention differs from that of .NET on arm64.
/// </summary>
internal static partial class LibVips
{
    /// <summary>Resolved by <see cref="VipsLibrary"/>; GObject's functions are found through libvips, which links it.</summary>
    internal const string Name = "vips";

    [LibraryImport(Name, EntryPoint = "vips_init", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Init(string program);

    /// <param name="part">0 major, 1 minor, 2 micro.</param>
    [LibraryImport(Name, EntryPoint = "vips_version")]
    internal static partial int Version(int part);

    [LibraryImport(Name, EntryPoint = "vips_concurrency_set")]
    internal static partial void SetConcurrency(int threads);

    [LibraryImport(Name, EntryPoint = "vips_cache_set_max")]
    internal static partial void SetCacheMax(int operations);

    /// <summary>Blocks (1) or allows (0) a class of operations and all below it.</summary>
    [LibraryImport(Name, EntryPoint = "vips_operation_block_set", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void Block(string operationClass, int state);

    /// <summary>Hands over what went wrong since the last call and forgets it. Free with <see cref="Free"/>.</summary>
    [LibraryImport(Name, EntryPoint = "vips_error_buffer_copy")]
    internal static partial nint TakeErrors();

    /// <summary>The name of the loader that fits the bytes, or null; the name is not ours to free.</summary>
    [LibraryImport(Name, EntryPoint = "vips_foreign_find_load_buffer")]
    internal static unsafe partial nint FindLoader(void* bytes, nuint length);

    [LibraryImport(Name, EntryPoint = "vips_operation_new", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint NewOperation(string name);

    /// <summary>Sets an argument from its text form: numbers, truth values, names of enumerations.</summary>
    [LibraryImport(Name, EntryPoint = "vips_object_set_argument_from_string", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SetArgument(nint operation, string argument, string value);

    /// <summary>Runs the operation; may replace it by an equal one.</summary>
    [LibraryImport(Name, EntryPoint = "vips_cache_operation_buildp")]
    internal static partial int Build(ref nint operation);

    [LibraryImport(Name, EntryPoint = "vips_object_unref_outputs")]
    internal static partial void UnrefOutputs(nint operation);

    [LibraryImport(Name, EntryPoint = "vips_image_get_type")]
    internal static partial nuint ImageType();

    [LibraryImport(Name, EntryPoint = "vips_image_get_width")]
    internal static partial int GetWidth(VipsImage image);

    [LibraryImport(Name, EntryPoint = "vips_image_get_height")]
    internal static partial int GetHeight(VipsImage image);

    [LibraryImport(Name, EntryPoint = "vips_image_get_interpretation")]
    internal static partial int GetInterpretation(VipsImage image);

    /// <returns>0 when the image carries no such field.</returns>
    [LibraryImport(Name, EntryPoint = "vips_image_get_typeof", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nuint TypeOfField(VipsImage image, string name);

    /// <summary>Computes every pixel and answers a new image that holds them.</summary>
    [LibraryImport(Name, EntryPoint = "vips_image_copy_memory")]
    internal static partial nint CopyToMemory(VipsImage image);

    /// <summary>Copies the pixels, one byte for each channel when <paramref name="format"/> is 0.</summary>
    [LibraryImport(Name, EntryPoint = "vips_image_new_from_memory_copy")]
    internal static unsafe partial nint NewFromMemory(void* pixels, nuint length, int width, int height, int bands, int format);

    /// <summary>Every pixel, row after row, in memory that the caller frees with <see cref="Free"/>; null when it fails.</summary>
    [LibraryImport(Name, EntryPoint = "vips_image_write_to_memory")]
    internal static partial nint WriteToMemory(VipsImage image, out nuint length);

    /// <summary>Its pixels where they are: for an image whose pixels are in memory. Not ours to free.</summary>
    [LibraryImport(Name, EntryPoint = "vips_image_get_data")]
    internal static partial nint GetData(VipsImage image);

    /// <returns>0 for one byte in each channel.</returns>
    [LibraryImport(Name, EntryPoint = "vips_image_get_format")]
    internal static partial int GetFormat(VipsImage image);

    [LibraryImport(Name, EntryPoint = "vips_image_get_bands")]
    internal static partial int GetBands(VipsImage image);

    [LibraryImport(Name, EntryPoint = "vips_blob_get_type")]
    internal static partial nuint BlobType();

    /// <summary>Wraps bytes that somebody else owns when <paramref name="free"/> is null.</summary>
    [LibraryImport(Name, EntryPoint = "vips_blob_new")]
    internal static unsafe partial nint NewBlob(nint free, void* bytes, nuint length);

    [LibraryImport(Name, EntryPoint = "vips_blob_get")]
    internal static partial nint GetBlob(nint blob, out nuint length);

    [LibraryImport(Name, EntryPoint = "vips_area_unref")]
    internal static partial void UnrefBlob(nint blob);

    [LibraryImport(Name, EntryPoint = "g_object_set_property", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void SetProperty(nint gobject, string name, in GValue value);

    [LibraryImport(Name, EntryPoint = "g_object_get_property", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void GetProperty(nint gobject, string name, ref GValue value);

    [LibraryImport(Name, EntryPoint = "g_object_ref")]
    internal static partial nint Ref(nint gobject);

    [LibraryImport(Name, EntryPoint = "g_object_unref")]
    internal static partial void Unref(nint gobject);

    [LibraryImport(Name, EntryPoint = "g_value_init")]
    internal static partial nint InitValue(ref GValue value, nuint type);

    [LibraryImport(Name, EntryPoint = "g_value_unset")]
    internal static partial void UnsetValue(ref GValue value);

    [LibraryImport(Name, EntryPoint = "g_value_set_object")]
    internal static partial void SetObject(ref GValue value, VipsImage image);

    [LibraryImport(Name, EntryPoint = "g_value_get_object")]
    internal static partial nint GetObject(in GValue value);

    [LibraryImport(Name, EntryPoint = "g_value_set_boxed")]
    internal static partial void SetBoxed(ref GValue value, nint boxed);

    [LibraryImport(Name, EntryPoint = "g_value_get_boxed")]
    internal static partial nint GetBoxed(in GValue value);

    [LibraryImport(Name, EntryPoint = "g_free")]
    internal static partial void Free(nint memory);

    [LibraryImport(Name, EntryPoint = "g_log_set_handler", StringMarshalling = StringMarshalling.Utf8)]
    internal static unsafe partial uint SetLogHandler(
        string domain, int levels, delegate* unmanaged[Cdecl]<nint, int, nint, nint, void> handler, nint data);

    /// <summary>GObject's box for one value of any type: the type, then two words that belong to it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct GValue
    {
        private readonly nuint _type;
        private readonly ulong _first;
        private readonly ulong _second;
    }
}
