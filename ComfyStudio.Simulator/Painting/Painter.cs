using ComfyStudio.Simulator.Painting.Scenes;

namespace ComfyStudio.Simulator.Painting;

/// <summary>Paints a plan: words choose the scene, the hour and the weather, the seed the composition. Equal plans give equal pictures.</summary>
internal sealed class Painter
{
#pragma warning disable CA1822 // A service like the others, not a bag of functions.
    public Picture Paint(PaintPlan plan)
#pragma warning restore CA1822
    {
        var words = Dice.HashOf(plan.Prompt);
        var dice = new Dice(plan.Seed ^ (words * 0x2545F4914F6CDD1D) ^ Dice.HashOf(plan.Negative));
        var brief = Brief.Read(plan.Prompt, dice);
        var palette = Colors(brief, dice, Dice.HashOf(plan.Checkpoint) % 1000 / 1000f);
        var canvas = new Canvas(plan.Width, plan.Height);
        SceneFor(brief, palette, dice).Paint(canvas);
        var finish = Finish.For(plan);
        var picture = Developer.Develop(canvas, finish, dice.Bits());
        return plan.Base is null ? Unsettled(picture, plan) : Repainting.Over(plan.Base, picture, plan);
    }

    private static IScene SceneFor(Brief brief, Palette palette, Dice dice) => brief.Subject switch
    {
        Subject.City => new CityScene(brief, palette, dice),
        Subject.Space => new SpaceScene(palette, dice),
        Subject.Flowers => new FlowerScene(brief, palette, dice),
        Subject.Portrait => new PortraitScene(brief, palette, dice),
        Subject.Animal => new FigureScene(brief, palette, dice),
        Subject.Abstract => new AbstractScene(dice),
        _ => new LandscapeScene(brief, palette, dice),
    };

    private static Palette Colors(Brief brief, Dice dice, float checkpoint)
    {
        var palette = Palette.For(brief.Hour, dice).Turned(dice.Between(-0.12f, 0.12f) + ((checkpoint - 0.5f) * 0.1f), dice.Between(0.92f, 1.1f));
        if (brief.IsWinter)
            palette = palette.Veiled(Tone.Hex(brief.Hour == Hour.Night ? 0x3A4F75u : 0xDCE7F2u), brief.Hour == Hour.Night ? 0.25f : 0.42f);
        if (brief.IsRainy)
            palette = palette.Veiled(Tone.Hex(brief.Hour == Hour.Night ? 0x2A3442u : 0x8E9CA5u), 0.5f);
        if (brief.IsMisty)
            palette = palette.Veiled(Tone.Mix(palette.Horizon, Tone.Hex(0xDDE0DE), 0.5f), brief.Hour == Hour.Night ? 0.15f : 0.4f);
        return palette;
    }

    // With too few steps the noise has not quite gone.
    private static Picture Unsettled(Picture picture, PaintPlan plan) =>
        plan.Steps >= 6 ? picture : Denoising.At(picture, plan.Seed, 0.55 + (plan.Steps * 0.075));
}
