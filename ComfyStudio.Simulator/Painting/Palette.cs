using System.Numerics;

namespace ComfyStudio.Simulator.Painting;

internal enum Hour
{
    Dawn,
    Day,
    Sunset,
    Dusk,
    Night,
}

/// <summary>The colours of one picture.</summary>
internal sealed record Palette(Vector3 SkyTop, Vector3 SkyMiddle, Vector3 Horizon, Vector3 Light, Vector3 Far, Vector3 Near, Vector3 Accent)
{
    private static readonly Dictionary<Hour, Palette[]> ByHour = new()
    {
        [Hour.Dawn] =
        [
            Of(0x6C95BE, 0xE9BDB7, 0xFCE3C6, 0xFFF3D4, 0xBBAFC6, 0x2C3B50, 0xE8836B),
            Of(0x5B7C9E, 0xC3B6C4, 0xF8D5BC, 0xFFEBD0, 0xA6A5B9, 0x28384A, 0xF0A07C),
            Of(0x8DB3BE, 0xDCD9C2, 0xFBEBC6, 0xFFF8DC, 0xA9BDB6, 0x274441, 0xE7A45C),
        ],
        [Hour.Day] =
        [
            Of(0x2F74B5, 0x86B7DC, 0xE6EFEF, 0xFFFBEA, 0x9DB9CE, 0x1F4238, 0xE7B04B),
            Of(0x3C8AA8, 0x9CCBD0, 0xF0F0DC, 0xFFFBE6, 0x9AC0C0, 0x17403C, 0xE9724C),
            Of(0x4C7BC0, 0xA9C4E4, 0xF3EEE6, 0xFFFAF0, 0xA7B6D4, 0x2B3F5C, 0xE5989B),
        ],
        [Hour.Sunset] =
        [
            Of(0x2B2D5B, 0x9A4F7A, 0xF8A667, 0xFFE6B4, 0xB56F86, 0x17142A, 0xFF7A50),
            Of(0x1F3B5C, 0xC65E5C, 0xFFC178, 0xFFF0C8, 0xA9646C, 0x141727, 0xFFB347),
            Of(0x463A6E, 0xD9707A, 0xFFD08A, 0xFFF4D2, 0xC07C8C, 0x241C38, 0xF25F5C),
            Of(0x24506B, 0xDC8665, 0xFFD9A0, 0xFFF6DE, 0xB98572, 0x182530, 0xEE6C4D),
        ],
        [Hour.Dusk] =
        [
            Of(0x182247, 0x53538B, 0xE29A9C, 0xFFE1C9, 0x676C9C, 0x0D1124, 0xF4B393),
            Of(0x122B3F, 0x3C6C7C, 0xE7B98F, 0xFFEBCB, 0x4F7583, 0x0A1820, 0xF2CC8F),
        ],
        [Hour.Night] =
        [
            Of(0x060A1C, 0x12234A, 0x3B5C8C, 0xEAF0FF, 0x2B4570, 0x04070F, 0xFFC971),
            Of(0x0A0922, 0x271F55, 0x6A5598, 0xF5EBFF, 0x3B3269, 0x06050E, 0xFF9F80),
            Of(0x04131B, 0x0D3540, 0x2F7274, 0xE6FFF6, 0x1E5358, 0x020A0D, 0xFFD27A),
        ],
    };

    public static Palette For(Hour hour, Dice dice) => dice.Pick(ByHour[hour]);

    public static Palette Of(uint skyTop, uint skyMiddle, uint horizon, uint light, uint far, uint near, uint accent) => new(
        Tone.Hex(skyTop), Tone.Hex(skyMiddle), Tone.Hex(horizon), Tone.Hex(light), Tone.Hex(far), Tone.Hex(near), Tone.Hex(accent));

    public Palette Turned(float radians, float chroma) => new(
        Tone.Turn(SkyTop, radians, chroma), Tone.Turn(SkyMiddle, radians, chroma), Tone.Turn(Horizon, radians, chroma), Light,
        Tone.Turn(Far, radians, chroma), Tone.Turn(Near, radians, chroma), Tone.Turn(Accent, radians, chroma));

    /// <summary>Everything drawn towards one colour, as fog, dust or snow light does.</summary>
    public Palette Veiled(Vector3 veil, float amount) => this with
    {
        SkyTop = Tone.Mix(SkyTop, veil, amount),
        SkyMiddle = Tone.Mix(SkyMiddle, veil, amount),
        Horizon = Tone.Mix(Horizon, veil, amount * 0.6f),
        Far = Tone.Mix(Far, veil, amount),
        Near = Tone.Mix(Near, veil, amount * 0.35f),
    };

    /// <summary>The sky from the zenith (0) to the horizon (1), precomputed so that mixing costs nothing per pixel.</summary>
    public Vector3[] SkyRamp(int steps)
    {
        var ramp = new Vector3[steps];
        for (var i = 0; i < steps; i++)
        {
            var t = i / (steps - 1f);
            ramp[i] = t < 0.55f ? Tone.Mix(SkyTop, SkyMiddle, Shapes.Smooth(0, 0.55f, t)) : Tone.Mix(SkyMiddle, Horizon, Shapes.Smooth(0.45f, 1, t));
        }
        return ramp;
    }
}
