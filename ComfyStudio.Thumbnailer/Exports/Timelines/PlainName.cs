using ComfyStudio.Images.Exports;
using ComfyStudio.Thumbnailer.Exports.Archives;

namespace ComfyStudio.Thumbnailer.Exports.Timelines;

/// <summary>
/// Names of pictures that an editor finds by any of the forms: an EDL holds them as they are, XML as addresses, and not every editor decodes an
/// address. So a sign that an address would have to encode becomes an underscore; letters of other languages stay.
/// </summary>
internal static class PlainName
{
    internal static string Of(ExportFrame frame, string extension)
    {
        var name = PictureArchive.NameOf(frame, extension);
        return string.Create(name.Length, name, static (plain, name) =>
        {
            for (var at = 0; at < name.Length; at++)
                plain[at] = char.IsAscii(name[at]) && !char.IsAsciiLetterOrDigit(name[at]) && name[at] is not ('-' or '.') ? '_' : name[at];
        });
    }
}
