using System.Buffers;
using ComfyStudio.Images.Formats;

namespace ComfyStudio.Api.Gallery.Acts;

/// <summary>A copy of a picture without what was noted in it, sent piece by piece.</summary>
internal static class CleanFile
{
    private const int BufferSize = 128 * 1024;

    /// <returns>Null when its format cannot be cleaned.</returns>
    public static IReadOnlyList<CleanPiece>? Plan(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return CleanPicture.Plan(file);
    }

    public static async Task WriteAsync(string path, IReadOnlyList<CleanPiece> pieces, Stream output, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
        foreach (var piece in pieces)
        {
            if (piece.Instead is { } bytes)
                await output.WriteAsync(bytes, cancellationToken);
            else
                await CopyAsync(file, piece, output, cancellationToken);
        }
    }

    private static async Task CopyAsync(FileStream file, CleanPiece piece, Stream output, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            file.Position = piece.From;
            for (var left = piece.Length; left > 0;)
            {
                var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken);
                if (read == 0)
                    throw new EndOfStreamException("The file became shorter while it was sent.");
                await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
