using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace ComfyStudio.Images;

/// <summary>
/// Names what is in a file, wherever it lies: the first half of the SHA-256 of its bytes. What people note about an image hangs on it,
/// so that moving or renaming the file loses nothing.
/// </summary>
public readonly record struct ContentHash(UInt128 Value) : IParsable<ContentHash>
{
    private const int Digits = 32;

    /// <param name="sha256">Hexadecimal, at least its first half.</param>
    public static ContentHash OfSha256(string sha256) => Parse(sha256[..Digits].ToLowerInvariant());

    public static async Task<ContentHash> OfAsync(Stream content, CancellationToken cancellationToken) =>
        OfSha256(Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)));

    public static ContentHash Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var hash) ? hash : throw new FormatException($"'{s}' is not the hash of a content.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ContentHash result)
    {
        var value = UInt128.Zero;
        var ok = s is { Length: Digits } && UInt128.TryParse(s, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        result = new ContentHash(value);
        return ok;
    }

    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
