using System.Buffers;
using System.Security.Cryptography;
using ComfyStudio.Images.Formats;

namespace ComfyStudio.Images.Storage;

/// <summary>Writes what is read and tells its SHA-256, in one go.</summary>
internal static class HashedCopy
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Whether to go on; the first piece is long enough to tell what kind of picture it is.</summary>
    /// <param name="sofar">All bytes up to and with this piece.</param>
    internal delegate bool MayGoOn(ReadOnlySpan<byte> piece, long sofar);

    /// <returns>Lower-case hexadecimal; null when it was not to go on.</returns>
    internal static async Task<string?> RunAsync(Stream from, Stream to, MayGoOn mayGoOn, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long sofar = 0;
            for (int read; (read = await from.ReadAtLeastAsync(buffer, ImageHeader.SignatureLength, throwOnEndOfStream: false, cancellationToken)) > 0;)
            {
                sofar += read;
                if (!mayGoOn(buffer.AsSpan(0, read), sofar))
                    return null;
                hash.AppendData(buffer, 0, read);
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
