using System.Runtime.InteropServices;

namespace ComfyStudio.Thumbnailer.Vips;

/// <summary>libvips refused: nearly always a damaged image.</summary>
internal sealed class VipsException(string message) : Exception(message)
{
    internal static VipsException Take(string doing) => new($"{doing}: {TakeMessage()}");

    // One buffer for the whole process: under load the text may hold a neighbour's error too. It explains, and decides nothing.
    internal static string TakeMessage()
    {
        var text = LibVips.TakeErrors();
        try
        {
            return Marshal.PtrToStringUTF8(text)?.ReplaceLineEndings("; ").Trim(' ', ';') ?? "";
        }
        finally
        {
            LibVips.Free(text);
        }
    }
}
