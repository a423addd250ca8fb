namespace ComfyStudio.Images.Formats;

/// <summary>What sound a file says it is, by its first bytes; whether it can be heard is told by whoever decodes it.</summary>
public sealed record SoundFormat(string Extension, string ContentType)
{
    internal const int SignatureLength = 12;

    private static readonly SoundFormat Wav = new(".wav", "audio/wav");
    private static readonly SoundFormat Mp3 = new(".mp3", "audio/mpeg");
    private static readonly SoundFormat M4a = new(".m4a", "audio/mp4");
    private static readonly SoundFormat Ogg = new(".ogg", "audio/ogg");
    private static readonly SoundFormat Flac = new(".flac", "audio/flac");

    private static readonly SoundFormat[] All = [Wav, Mp3, M4a, Ogg, Flac];

    /// <returns>Null for anything else, whatever its name says.</returns>
    internal static SoundFormat? Sniff(ReadOnlySpan<byte> start) => start switch
    {
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => Wav,
        [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => Flac,
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => Ogg,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => M4a,
        [(byte)'I', (byte)'D', (byte)'3', ..] => Mp3,

        // The mark of a frame, of any layer.
        [0xFF, var second, ..] when (second & 0xE0) == 0xE0 && (second & 0x06) != 0 => Mp3,
        _ => null,
    };

    internal static SoundFormat? OfFile(string name) => Array.Find(All, format => format.Extension == Path.GetExtension(name));
}
