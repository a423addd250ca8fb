namespace ComfyStudio.Images.Formats;

/// <summary>
/// The same pixels without what was noted about them: which parts of a file a copy takes over, byte for byte, and what it puts between them.
/// Nothing is decoded, so nothing is lost. Colours and, for a JPEG, which way is up, stay.
/// </summary>
public static class CleanPicture
{
    /// <param name="file">Must be able to seek.</param>
    /// <returns>In order; null for what we cannot clean, or cannot read to its end.</returns>
    public static IReadOnlyList<CleanPiece>? Plan(Stream file)
    {
        Span<byte> start = stackalloc byte[ImageHeader.SignatureLength];
        file.Position = 0;
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        try
        {
            return ImageHeader.Sniff(start) switch
            {
                ImageKind.Png => CleanPng.Plan(file),
                ImageKind.Jpeg => CleanJpeg.Plan(file),
                ImageKind.WebP => CleanWebP.Plan(file),
                ImageKind.Gif => CleanGif.Plan(file),
                _ => null,
            };
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }
}

/// <summary>A part of the file, or bytes of our own.</summary>
/// <param name="Instead">Null: <paramref name="Length"/> bytes of the file from <paramref name="From"/> on.</param>
public sealed record CleanPiece(long From, long Length, byte[]? Instead = null);

/// <summary>Puts the pieces together, neighbours as one.</summary>
internal sealed class CleanPieces
{
    private readonly List<CleanPiece> _pieces = [];

    internal IReadOnlyList<CleanPiece> All => _pieces;

    internal void Keep(long from, long end)
    {
        if (_pieces.Count > 0 && _pieces[^1] is { Instead: null } last && last.From + last.Length == from)
            _pieces[^1] = last with { Length = end - last.From };
        else if (end > from)
            _pieces.Add(new CleanPiece(from, end - from));
    }

    internal void Put(byte[] bytes) => _pieces.Add(new CleanPiece(0, bytes.Length, bytes));
}
