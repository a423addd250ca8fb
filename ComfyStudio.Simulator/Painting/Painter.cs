namespace ComfyStudio.Simulator.Painting;

/// <summary>Paints a plan. The same plan always gives the same picture.</summary>
internal sealed class Painter
{
#pragma warning disable CA1822
    public Picture Paint(PaintPlan plan)
    {
        var rgb = new byte[plan.Width * plan.Height * 3];
        for (var y = 0; y < plan.Height; y++)
            for (var x = 0; x < plan.Width; x++)
            {
                var i = ((y * plan.Width) + x) * 3;
                rgb[i] = (byte)(x * 255 / plan.Width);
                rgb[i + 1] = (byte)(y * 255 / plan.Height);
                rgb[i + 2] = (byte)(plan.Seed + (ulong)plan.Prompt.Length);
            }
        return new Picture(plan.Width, plan.Height, rgb);
    }
}
