namespace ComfyStudio.Worker.Collecting;

/// <summary>Tells a whole PNG from one whose writer died: the last chunk is always the same twelve bytes.</summary>
internal static class PngEnd
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private static ReadOnlySpan<byte> LastChunk => [0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82];

    public static bool IsCut(ReadOnlySpan<byte> file) => file.Length < LastChunk.Length || (file.StartsWith(Signature) && !file.EndsWith(LastChunk));
}
