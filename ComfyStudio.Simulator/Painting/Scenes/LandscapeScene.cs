using System.Numerics;

namespace ComfyStudio.Simulator.Painting.Scenes;

/// <summary>Mountains, forests, coasts, meadows and deserts: layers that fade into the air with their distance.</summary>
internal sealed class LandscapeScene(Brief brief, Palette palette, Dice dice) : IScene
{
    private static readonly uint[] AutumnLeaves = [0xC8502B, 0xD98A2B, 0xB63A2A, 0xE0A93B];

    private readonly bool _isWooded = dice.Chance(0.5f);

    public float? Horizon { get; init; }

    public void Paint(Canvas canvas)
    {
        var line = Horizon ?? (brief.HasWater ? dice.Between(0.56f, 0.68f) : dice.Between(0.5f, 0.6f));
        var sky = new Sky(brief, palette, dice, canvas.Aspect) { Horizon = line };
        if (brief.HasWater)
            sky.LightY = Math.Min(sky.LightY, line - 0.07f);
        sky.Paint(canvas);
        var layers = Layers(line);
        for (var i = 0; i < layers.Count; i++)
        {
            var near = (i + 1f) / layers.Count;
            var ridge = new Ridge(layers[i], palette, dice.Noise(), sky.LightX);
            ridge.Paint(canvas);
            if (HasTreesOn(near))
                new Trees(palette, dice).Plant(canvas, ridge, TreeHeight(near), brief.HasTrees ? 1.25f : 0.75f, TreeColor(near), brief.IsAutumn || brief.Subject == Subject.Meadow);
            if (i < layers.Count - 1)
                Mist(canvas, layers[i].Base, near);
        }
        var extras = new Extras(brief, palette, dice);
        if (brief.HasWater)
        {
            extras.OnShore(canvas, line);
            new Water(brief, palette, dice).Paint(canvas, line, sky.LightX);
            extras.OnWater(canvas, line);
            Shore(canvas, sky.LightX);
        }
        else
        {
            extras.OnShore(canvas, line + 0.2f);
        }
        extras.InTheAir(canvas, line);
    }

    private List<RidgeStyle> Layers(float line) => brief.Subject switch
    {
        Subject.Desert => Dunes(line),
        _ when brief.HasWater => Coast(line),
        _ => Hills(line),
    };

    private List<RidgeStyle> Hills(float line)
    {
        var isRocky = brief.HasMountains;
        var count = isRocky ? 5 : 6;
        var layers = new List<RidgeStyle>();
        for (var i = 0; i < count; i++)
        {
            var near = i / (count - 1f);
            var rough = isRocky ? (near < 0.5f ? 0.9f : 0.35f) : 0.12f;
            var (crest, foot) = Colors(near);
            layers.Add(new RidgeStyle(crest, foot)
            {
                Base = line - 0.07f + (near * near * 0.3f) + (near * 0.1f) - (isRocky && near < 0.5f ? 0.07f : 0),
                Swing = isRocky && near < 0.5f ? dice.Between(0.17f, 0.26f) * (1 - (near * 0.5f)) : dice.Between(0.05f, 0.1f),
                Frequency = isRocky && near < 0.5f ? dice.Between(1.1f, 1.9f) : dice.Between(0.8f, 1.5f),
                Roughness = rough,
                Relief = isRocky && near < 0.5f ? 0.9f - (near * 0.4f) : 0,
                Slopes = isRocky && near < 0.5f ? 0 : 0.55f,
                Snow = !isRocky || near >= 0.5f ? 0 : brief.IsWinter ? 1.8f : dice.Between(0.5f, 1.1f),
                Fade = 0.16f + (near * 0.3f),
            });
        }
        return layers;
    }

    private List<RidgeStyle> Coast(float line)
    {
        var layers = new List<RidgeStyle>();
        var count = brief.HasMountains || brief.HasTrees ? 4 : dice.Below(3) + 1;
        for (var i = 0; i < count; i++)
        {
            var near = count == 1 ? 0 : i / (count - 1f) * 0.7f;
            var isRocky = brief.HasMountains && near < 0.45f;
            var (crest, foot) = Colors(near);
            layers.Add(new RidgeStyle(crest, foot)
            {
                Base = line - (isRocky ? 0.17f - (0.12f * near) : 0.015f),
                Swing = isRocky ? dice.Between(0.2f, 0.3f) : dice.Between(0.03f, 0.09f),
                Frequency = isRocky ? dice.Between(1, 1.8f) : dice.Between(0.7f, 1.6f),
                Roughness = isRocky ? 0.9f : 0.3f,
                Relief = isRocky ? 0.9f : 0,
                Slopes = isRocky ? 0 : 0.3f,
                Snow = !isRocky ? 0 : brief.IsWinter ? 1.8f : dice.Between(0.3f, 0.6f),
                Fade = 0.2f,
            });
        }
        return layers;
    }

    private List<RidgeStyle> Dunes(float line)
    {
        var layers = new List<RidgeStyle>();
        var (sand, shade) = (Tone.Hex(0xE3A867), Tone.Hex(0x7A3B2A));
        for (var i = 0; i < 5; i++)
        {
            var near = i / 4f;
            var crest = Tone.Mix(palette.Far, Tone.Mix(sand, palette.Light, 0.15f), 0.35f + (near * 0.6f));
            layers.Add(new RidgeStyle(Tone.Mix(crest, palette.Light, 0.12f), Tone.Mix(crest, Tone.Mix(shade, palette.Near, 0.3f), 0.35f + (near * 0.45f)))
            {
                Base = line - 0.02f + (near * near * 0.36f),
                Swing = 0.07f + (near * 0.13f),
                Frequency = 1.2f - (near * 0.45f),
                Slopes = 0.55f + (near * 0.45f),
                Fade = 0.12f + (near * 0.3f),
            });
        }
        return layers;
    }

    private (Vector3 Crest, Vector3 Foot) Colors(float near)
    {
        var depth = Shapes.Smooth(0, 1, near);
        var ground = brief.IsWinter ? Tone.Mix(palette.Near, Tone.Hex(0xC9D8E8), 0.5f)
            : brief.Subject == Subject.Meadow && brief.Hour is Hour.Day or Hour.Dawn ? Tone.Mix(palette.Near, Tone.Hex(0x6D9A4A), 0.65f)
            : palette.Near;
        var crest = Tone.Mix(palette.Far, ground, depth);
        return (crest, Tone.Mix(crest, palette.Horizon, (1 - depth) * 0.62f));
    }

    private bool HasTreesOn(float near) =>
        brief.Subject != Subject.Desert && (brief.HasTrees || brief.Subject == Subject.Meadow ? near > 0.3f : near > 0.7f && (brief.HasMountains || (brief.HasWater && _isWooded)));

    private float TreeHeight(float near) => brief.Subject == Subject.Forest ? 0.07f + (near * near * 0.26f) : 0.04f + (near * near * (brief.Subject == Subject.Meadow ? 0.17f : 0.1f));

    private Vector3 TreeColor(float near)
    {
        var own = brief.IsAutumn ? Tone.Hex(dice.Pick(AutumnLeaves)) : Tone.Mix(palette.Near, Tone.Hex(0x1E3B2F), brief.Hour == Hour.Night ? 0.1f : 0.35f);
        if (brief.IsWinter)
            own = Tone.Mix(own, Tone.Hex(0xB9CADB), 0.28f);
        return Tone.Mix(palette.Far, own, 0.25f + (0.75f * near)) * (brief.Hour == Hour.Night ? 0.7f : 0.92f);
    }

    private void Mist(Canvas canvas, float level, float near)
    {
        var noise = dice.Noise();
        var amount = (brief.IsMisty ? 0.6f : 0.26f) * (1 - (near * 0.55f));
        var (top, bottom) = (level - 0.02f, level + 0.2f);
        canvas.Within(0, top, canvas.Aspect, bottom, (px, py, x, y) =>
        {
            var t = (y - top) / (bottom - top);
            var veil = amount * Shapes.Smooth(0, 0.6f, t) * Shapes.Smooth(1, 0.6f, t) * (0.75f + (0.6f * noise.At(x * 2.2f, y * 7)));
            canvas.Blend(px, py, palette.Horizon, veil);
        });
    }

    // A dark edge in front gives the water its distance.
    private void Shore(Canvas canvas, float lightX)
    {
        if (!dice.Chance(0.55f))
            return;
        var (crest, _) = Colors(1);
        var ridge = new Ridge(new RidgeStyle(crest * 0.8f, crest * 0.5f) { Base = 1.0f, Swing = 0.1f, Frequency = 0.7f, Roughness = 0.1f, Slopes = 0.4f }, palette, dice.Noise(), lightX);
        ridge.Paint(canvas);
        if (brief.HasTrees || dice.Chance(0.5f))
            new Trees(palette, dice).Plant(canvas, ridge, 0.2f, 0.4f, crest * 0.7f, brief.IsAutumn);
    }
}
