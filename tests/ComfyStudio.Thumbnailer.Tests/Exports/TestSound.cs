using System.Buffers.Binary;

namespace ComfyStudio.Thumbnailer.Tests.Exports;

internal static class TestSound
{
    private const int Rate = 8000;

    /// <summary>A WAV of a steady tone.</summary>
    internal static byte[] Wav(double seconds)
    {
        var samples = (int)(seconds * Rate);
        var file = new byte[44 + (2 * samples)];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), 2 * Rate);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), 2 * samples);
        for (var at = 0; at < samples; at++)
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(44 + (2 * at)), (short)(16000 * Math.Sin(at * 2 * Math.PI * 440 / Rate)));
        return file;
    }
}
