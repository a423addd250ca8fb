using System.Buffers;
using System.Text.Json;

namespace ComfyStudio.ComfyUI.Wire;

/// <summary>Reads JSON as Python writes it: bare <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> become null; and as people leave it, with commas at ends and remarks.</summary>
internal static class LenientJson
{
    // Graphs of custom nodes nest deeper than the default of 64.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    private static readonly JsonDocumentOptions Loose = Options with { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Null when it is not JSON at all. The document may use <paramref name="utf8"/> until it is disposed.</summary>
    public static JsonDocument? TryParse(ReadOnlyMemory<byte> utf8)
    {
        utf8 = WithoutByteOrderMark(utf8);
        if (TryParse(utf8, Options) is { } document)
            return document;
        var repaired = WithoutNonFinite(utf8.Span);
        return (repaired is { } plain ? TryParse(plain, Options) : null) ?? Tidy(repaired ?? utf8);
    }

    // Written anew, because whoever takes a part of it as text wants it strict.
    private static JsonDocument? Tidy(ReadOnlyMemory<byte> utf8)
    {
        using var loose = TryParse(utf8, Loose);
        if (loose is null)
            return null;
        var output = new ArrayBufferWriter<byte>(utf8.Length);
        using (var writer = new Utf8JsonWriter(output))
            loose.RootElement.WriteTo(writer);
        return TryParse(output.WrittenMemory, Options);
    }

    private static JsonDocument? TryParse(ReadOnlyMemory<byte> utf8, JsonDocumentOptions options)
    {
        try
        {
            return JsonDocument.Parse(utf8, options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> utf8) =>
        utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;

    /// <summary>Null when there was nothing to replace. Text inside strings stays.</summary>
    private static ReadOnlyMemory<byte>? WithoutNonFinite(ReadOnlySpan<byte> utf8)
    {
        var output = new ArrayBufferWriter<byte>(utf8.Length + 64);
        var replaced = false;
        while (!utf8.IsEmpty)
        {
            var (copied, skipped) = NextPiece(utf8);
            output.Write(utf8[..copied]);
            if (skipped > 0)
                output.Write("null"u8);
            replaced |= skipped > 0;
            utf8 = utf8[(copied + skipped)..];
        }

        return replaced ? output.WrittenMemory : (ReadOnlyMemory<byte>?)null;
    }

    /// <summary>How much to keep, and how long the number after it is that JSON does not know.</summary>
    private static (int Copied, int Skipped) NextPiece(ReadOnlySpan<byte> utf8)
    {
        var start = utf8.IndexOfAny("\"NI-"u8);
        if (start < 0)
            return (utf8.Length, 0);
        var rest = utf8[start..];
        if (rest[0] == (byte)'"')
            return (start + StringLength(rest), 0);
        return NonFiniteLength(rest) is var length && length > 0 ? (start, length) : (start + 1, 0);
    }

    private static int NonFiniteLength(ReadOnlySpan<byte> text) =>
        text.StartsWith("NaN"u8) ? 3 : text.StartsWith("Infinity"u8) ? 8 : text.StartsWith("-Infinity"u8) ? 9 : 0;

    private static int StringLength(ReadOnlySpan<byte> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == (byte)'\\')
                i++;
            else if (text[i] == (byte)'"')
                return i + 1;
        }

        return text.Length;
    }
}
