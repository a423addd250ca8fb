using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace ComfyStudio.Images.Metadata;

/// <summary>The text chunks of a PNG by keyword: where ComfyUI and others note how an image was made.</summary>
internal static class PngText
{
    private const int MaxChunks = 20_000;

    // A file may hold thousands of chunks that unpack to megabytes each; no tool writes more than a few.
    private const int MostBytes = 4 * BoundedFile.MaxBytes;
    private const int MostTexts = 200;

    /// <returns>Empty for anything that is no PNG; what could be read for one that is damaged.</returns>
    internal static Dictionary<string, string> Read(Stream file)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        long read = 0;
        file.Position = 8;
        Span<byte> head = stackalloc byte[8];
        for (var i = 0; i < MaxChunks && file.ReadAtLeast(head, 8, throwOnEndOfStream: false) == 8; i++)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var type = head[4..];
            if (type.SequenceEqual("IEND"u8) || length > int.MaxValue || (i == 0 && !type.SequenceEqual("IHDR"u8)))
                break;
            var next = file.Position + length + 4;
            if (length <= BoundedFile.MaxBytes && (IsText(type) || type.SequenceEqual("eXIf"u8)) && ReadChunk(file, (int)length) is { } data)
                read += length + Add(texts, type, data);
            if (read > MostBytes || texts.Count > MostTexts)
                break;
            file.Position = next;
        }

        return texts;
    }

    /// <returns>How long what it added is.</returns>
    private static int Add(Dictionary<string, string> texts, ReadOnlySpan<byte> type, byte[] data)
    {
        var found = !IsText(type) ? ExifTexts.Read(data)
            : Parse(type, data) is not { } text ? new Dictionary<string, string>()
            : text.Keyword == XmpTexts.PngKeyword ? XmpTexts.Read(text.Value)
            : new Dictionary<string, string> { [text.Keyword] = text.Value };
        texts.AddAll(found);
        return found.Values.Sum(value => value.Length);
    }

    // ComfyUI calls the chunk of its moving PNGs "comf".
    private static bool IsText(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("tEXt"u8) || type.SequenceEqual("iTXt"u8) || type.SequenceEqual("zTXt"u8) || type.SequenceEqual("comf"u8);

    private static byte[]? ReadChunk(Stream file, int length)
    {
        var data = new byte[length];
        return file.ReadAtLeast(data, length, throwOnEndOfStream: false) == length ? data : null;
    }

    private static (string Keyword, string Value)? Parse(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var end = data.IndexOf((byte)0);
        if (end <= 0)
            return null;
        var keyword = Encoding.Latin1.GetString(data[..end]);
        var rest = data[(end + 1)..];
        var value = type[0] switch
        {
            (byte)'t' or (byte)'c' => Latin(rest),
            (byte)'z' => rest.Length > 1 ? Inflate(rest[1..], Latin) : null,
            _ => International(rest),
        };
        return value is null ? null : (keyword, value);
    }

    // compression flag, method, language tag, 0, translated keyword, 0, text
    private static string? International(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 4)
            return null;
        var compressed = rest[0] != 0;
        var text = rest[2..];
        for (var i = 0; i < 2; i++)
        {
            var end = text.IndexOf((byte)0);
            if (end < 0)
                return null;
            text = text[(end + 1)..];
        }

        return compressed ? Inflate(text, Encoding.UTF8.GetString) : Encoding.UTF8.GetString(text);
    }

    // The standard says Latin-1; many tools write UTF-8 all the same, which hardly any other text happens to be.
    private static string Latin(ReadOnlySpan<byte> text) => Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : Encoding.Latin1.GetString(text);

    private delegate string Decoder(ReadOnlySpan<byte> text);

    private static string? Inflate(ReadOnlySpan<byte> compressed, Decoder decode)
    {
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
            using var text = new MemoryStream();
            var buffer = new byte[16 * 1024];
            for (int read; text.Length < BoundedFile.MaxBytes && (read = zlib.Read(buffer)) > 0;)
                text.Write(buffer, 0, read);
            return decode(text.GetBuffer().AsSpan(0, (int)text.Length));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
