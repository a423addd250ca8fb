using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ComfyStudio.Thumbnailer.Exports.Pages;

/// <summary>The objects of a PDF, written one after the other; only where each begins is remembered.</summary>
internal sealed class PdfFile(Stream file)
{
    private readonly List<long> _offsets = [0];

    /// <summary>A number for an object that is written later.</summary>
    internal int Reserve()
    {
        _offsets.Add(0);
        return _offsets.Count - 1;
    }

    internal void Begin() => file.Write([.. "%PDF-1.7\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);

    internal void Write(int number, string dictionary)
    {
        Start(number);
        Text($"<< {dictionary} >>\nendobj\n");
    }

    /// <param name="content">As it is: its filter, if it has one, stands in the dictionary.</param>
    internal void WriteStream(int number, string dictionary, ReadOnlySpan<byte> content)
    {
        Start(number);
        Text(string.Create(CultureInfo.InvariantCulture, $"<< {dictionary} /Length {content.Length} >>\nstream\n"));
        file.Write(content);
        Text("\nendstream\nendobj\n");
    }

    internal void WritePacked(int number, string dictionary, ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(content);
        WriteStream(number, $"{dictionary} /Filter /FlateDecode", packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    internal void End(int catalog, int info)
    {
        var at = file.Position;
        var table = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {_offsets.Count}\n0000000000 65535 f \n"));
        foreach (var offset in _offsets.Skip(1))
            table.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        table.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {_offsets.Count} /Root {catalog} 0 R /Info {info} 0 R >>\nstartxref\n{at}\n%%EOF\n");
        Text(table.ToString());
    }

    /// <summary>Words of the document's own notes, in any script.</summary>
    internal static string TextString(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    private void Start(int number)
    {
        _offsets[number] = file.Position;
        Text(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n"));
    }

    private void Text(string text) => file.Write(Encoding.ASCII.GetBytes(text));
}
