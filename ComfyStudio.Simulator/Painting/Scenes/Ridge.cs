using System.Numerics;

namespace ComfyStudio.Simulator.Painting.Scenes;

/// <summary>What one layer of hills is made of.</summary>
internal sealed record RidgeStyle(Vector3 Crest, Vector3 Foot)
{
    /// <summary>Height of the crest line in the picture, its swing and how many hills fit into one height.</summary>
    public float Base { get; init; }

    public float Swing { get; init; }

    public float Frequency { get; init; } = 1.4f;

    /// <summary>0 rolling, 1 rocky.</summary>
    public float Roughness { get; init; }

    /// <summary>How much of its flanks the light draws.</summary>
    public float Relief { get; init; }

    /// <summary>How much the lie of its slopes decides between light and shade.</summary>
    public float Slopes { get; init; }

    /// <summary>Snow from the top down, 0 none.</summary>
    public float Snow { get; init; }

    /// <summary>Depth over which the foot fades into the mist.</summary>
    public float Fade { get; init; } = 0.25f;
}

/// <summary>One layer: a crest line, and the flank below it down to the bottom of the picture.</summary>
internal sealed class Ridge(RidgeStyle style, Palette palette, Noise noise, float lightX)
{
    private const int SlopesPerHeight = 256;

    private static readonly Vector3 SnowColor = Tone.Hex(0xF4F7FC);

    private float[] _slopes = [];

    public float CrestAt(float x)
    {
        var rolling = noise.Fractal((x * style.Frequency) + 3.3f, 0.5f, 4) * 1.1f;
        if (style.Roughness <= 0)
            return style.Base - (style.Swing * rolling);
        var rocky = (noise.Ridged((x * style.Frequency) + 9.1f, 2.5f, 6) - 0.42f) * 2.1f;
        return style.Base - (style.Swing * ((rolling * (1 - style.Roughness)) + (rocky * style.Roughness)));
    }

    public void Paint(Canvas canvas)
    {
        _slopes = Slopes(canvas.Aspect);
        for (var px = 0; px < canvas.Width; px++)
        {
            var x = (px + 0.5f) * canvas.Pixel;
            var crest = CrestAt(x);
            var start = Math.Max(0, (int)(crest * canvas.Height) - 1);
            for (var py = start; py < canvas.Height; py++)
            {
                var below = ((py + 0.5f) * canvas.Pixel) - crest;
                canvas.Blend(px, py, ColorAt(x, crest, below), 0.5f + (below * canvas.Height));
            }
        }
    }

    private Vector3 ColorAt(float x, float crest, float below)
    {
        var color = Vector3.Lerp(style.Crest, style.Foot, Shapes.Smooth(0, style.Fade, below));
        if (style.Relief > 0 && below < style.Fade * 1.6f)
            color = Carve(color, x, crest, below);
        // The light catches the crest that faces it.
        if (style.Slopes > 0)
            color = Lean(color, x, below);
        var rim = MathF.Exp(-below * 55) * MathF.Exp(-MathF.Abs(x - lightX) * 2.2f);
        return Vector3.Lerp(color, palette.Light, rim * 0.22f);
    }

    private float[] Slopes(float aspect)
    {
        if (style.Slopes <= 0)
            return [];
        var slopes = new float[(int)((aspect + 2) * SlopesPerHeight)];
        for (var i = 0; i < slopes.Length; i++)
        {
            var x = (i / (float)SlopesPerHeight) - 1;
            slopes[i] = (CrestAt(x + 0.015f) - CrestAt(x - 0.015f)) / 0.03f;
        }
        return slopes;
    }

    // Sand and grass have no rocks to draw: the lie of the crest line alone says which side is lit.
    private Vector3 Lean(Vector3 color, float x, float below)
    {
        var drift = (x + (below * 0.9f) + 1) * SlopesPerHeight;
        var index = Math.Clamp((int)drift, 0, _slopes.Length - 2);
        var slope = _slopes[index] + ((_slopes[index + 1] - _slopes[index]) * Math.Clamp(drift - index, 0, 1));
        var light = Math.Clamp(slope * (lightX > 0.5f ? -1.9f : 1.9f), -1, 1) * style.Slopes * (1 - Shapes.Smooth(0, style.Fade * 1.5f, below));
        return light > 0 ? Vector3.Lerp(color, palette.Light, light * 0.4f) : color * (1 + (light * 0.55f));
    }

    private Vector3 Carve(Vector3 color, float x, float crest, float below)
    {
        var scale = 5.5f * style.Frequency;
        var (u, v) = (x * scale, (below * scale * 0.75f) + (crest * 3));
        // One direction for the whole layer: a sign that changed below the sun would leave a seam.
        var side = lightX > 0.5f ? 0.09f : -0.09f;
        var here = noise.Ridged(u, v, 4);
        var slope = (here - noise.Ridged(u + side, v - 0.05f, 4)) * 5.5f;
        var fade = 1 - Shapes.Smooth(style.Fade * 0.3f, style.Fade * 1.5f, below);
        var light = Math.Clamp(slope, -1, 1) * style.Relief * fade;
        if (style.Snow > 0)
        {
            var line = style.Snow * style.Swing * 1.3f;
            var cover = Shapes.Smooth(line, line * 0.25f, below + ((here - 0.4f) * 0.10f)) * fade;
            var snow = Vector3.Lerp(Vector3.Lerp(SnowColor, palette.SkyMiddle, 0.55f), Vector3.Lerp(SnowColor, palette.Light, 0.5f), Shapes.Smooth(-0.5f, 0.5f, slope));
            color = Vector3.Lerp(color, Vector3.Lerp(snow, color, 0.3f), cover * 0.78f);
        }
        return light > 0 ? Vector3.Lerp(color, palette.Light, light * 0.42f) : color * (1 + (light * 0.5f));
    }
}
