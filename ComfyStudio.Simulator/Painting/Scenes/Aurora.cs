using System.Numerics;

namespace ComfyStudio.Simulator.Painting.Scenes;

/// <summary>Curtains of light that hang in a night sky.</summary>
internal sealed class Aurora(Palette palette, Dice dice)
{
    private static readonly Vector3 Green = Tone.Hex(0x47E6A0);
    private static readonly Vector3 Violet = Tone.Hex(0x9A5CFF);

    private readonly Noise _noise = dice.Noise();

    public void Paint(Canvas canvas, float horizon)
    {
        for (var band = 0; band < 3; band++)
        {
            var (level, drift) = (dice.Between(0.2f, 0.42f) * horizon / 0.6f, dice.Between(0, 50));
            for (var px = 0; px < canvas.Width; px++)
            {
                var x = (px + 0.5f) * canvas.Pixel;
                var foot = level + (0.16f * _noise.Fractal((x * 1.3f) + drift, band * 7.7f, 3));
                var rays = 0.35f + (0.65f * Math.Max(0, 0.5f + _noise.Fractal((x * 26) + drift, band, 2)));
                var strength = rays * Shapes.Smooth(-0.35f, 0.4f, _noise.At((x * 1.7f) + drift, 3 + band));
                Hang(canvas, px, foot, strength);
            }
        }
    }

    private void Hang(Canvas canvas, int px, float foot, float strength)
    {
        for (var py = 0; py < Math.Min(canvas.Height, (foot + 0.03f) * canvas.Height); py++)
        {
            var above = foot - ((py + 0.5f) * canvas.Pixel);
            var fade = above < 0 ? MathF.Exp(above * 120) : MathF.Exp(-above * 6.5f);
            var color = Vector3.Lerp(Green, Violet, Shapes.Smooth(0.05f, 0.3f, above));
            canvas.Add(px, py, Vector3.Lerp(color, palette.Light, 0.08f) * (strength * fade * 0.34f));
        }
    }
}
