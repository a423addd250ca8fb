namespace ComfyStudio.Simulator.Painting.Scenes;

/// <summary>Outlines of animals as distances: x to the front, y up from the ground, one unit high.</summary>
internal static class Figures
{
    public static Func<float, float, float> For(IReadOnlySet<string> words) =>
        words.Contains("cat") || words.Contains("kitten") ? Cat
        : words.Contains("deer") || words.Contains("stag") ? Deer
        : words.Contains("wolf") || words.Contains("dog") ? Wolf
        : words.Contains("owl") ? Owl
        : Fox;

    private static float Cat(float x, float y)
    {
        var body = Shapes.Limb(x, y, 0.02f, 0.2f, 0.21f, 0.06f, 0.52f, 0.13f);
        var head = Shapes.Ellipse(x, y, 0.08f, 0.74f, 0.155f, 0.135f);
        var ears = Math.Min(
            Shapes.Triangle(x, y, (-0.06f, 0.78f), (0.06f, 0.86f), (-0.05f, 0.99f)),
            Shapes.Triangle(x, y, (0.10f, 0.86f), (0.22f, 0.78f), (0.21f, 0.99f)));
        var tail = Math.Min(
            Shapes.Limb(x, y, -0.14f, 0.06f, 0.055f, -0.38f, 0.06f, 0.045f),
            Math.Min(Shapes.Limb(x, y, -0.38f, 0.06f, 0.045f, -0.5f, 0.18f, 0.038f), Shapes.Limb(x, y, -0.5f, 0.18f, 0.038f, -0.46f, 0.31f, 0.03f)));
        var paws = Shapes.Limb(x, y, 0.12f, 0.4f, 0.06f, 0.15f, 0.03f, 0.045f);
        return Cut(Math.Min(Shapes.Join(Shapes.Join(Shapes.Join(body, paws, 0.05f), head, 0.05f), tail, 0.04f), ears), y);
    }

    private static float Fox(float x, float y)
    {
        var body = Shapes.Limb(x, y, -0.04f, 0.2f, 0.2f, 0.08f, 0.52f, 0.12f);
        var head = Shapes.Limb(x, y, 0.1f, 0.74f, 0.115f, 0.31f, 0.66f, 0.022f);
        var ears = Math.Min(
            Shapes.Triangle(x, y, (-0.02f, 0.78f), (0.09f, 0.84f), (0.01f, 1.05f)),
            Shapes.Triangle(x, y, (0.09f, 0.82f), (0.19f, 0.78f), (0.18f, 1.03f)));
        var tail = Math.Min(
            Shapes.Limb(x, y, -0.16f, 0.08f, 0.06f, -0.38f, 0.14f, 0.115f),
            Shapes.Limb(x, y, -0.38f, 0.14f, 0.115f, -0.6f, 0.32f, 0.015f));
        var paws = Shapes.Limb(x, y, 0.13f, 0.42f, 0.06f, 0.17f, 0.03f, 0.04f);
        return Cut(Math.Min(Shapes.Join(Shapes.Join(Shapes.Join(body, paws, 0.05f), head, 0.06f), tail, 0.05f), ears), y);
    }

    private static float Wolf(float x, float y)
    {
        var body = Shapes.Limb(x, y, -0.28f, 0.46f, 0.13f, 0.16f, 0.5f, 0.16f);
        var neck = Shapes.Limb(x, y, 0.18f, 0.54f, 0.14f, 0.3f, 0.8f, 0.09f);
        var head = Shapes.Limb(x, y, 0.3f, 0.84f, 0.085f, 0.46f, 1.06f, 0.024f);
        var ear = Shapes.Triangle(x, y, (0.2f, 0.86f), (0.29f, 0.93f), (0.16f, 1.0f));
        var legs = Math.Min(
            Math.Min(Shapes.Limb(x, y, -0.34f, 0.4f, 0.08f, -0.38f, 0.02f, 0.032f), Shapes.Limb(x, y, -0.2f, 0.36f, 0.06f, -0.24f, 0.02f, 0.03f)),
            Math.Min(Shapes.Limb(x, y, 0.14f, 0.4f, 0.07f, 0.15f, 0.02f, 0.03f), Shapes.Limb(x, y, 0.26f, 0.4f, 0.06f, 0.28f, 0.02f, 0.03f)));
        var tail = Shapes.Limb(x, y, -0.38f, 0.48f, 0.05f, -0.58f, 0.24f, 0.035f);
        return Cut(Math.Min(Shapes.Join(Shapes.Join(Shapes.Join(Shapes.Join(body, neck, 0.08f), head, 0.04f), legs, 0.05f), tail, 0.05f), ear), y);
    }

    private static float Deer(float x, float y)
    {
        var body = Shapes.Limb(x, y, -0.25f, 0.5f, 0.12f, 0.14f, 0.52f, 0.13f);
        var neck = Shapes.Limb(x, y, 0.16f, 0.56f, 0.09f, 0.28f, 0.84f, 0.05f);
        var head = Shapes.Limb(x, y, 0.28f, 0.88f, 0.06f, 0.42f, 0.82f, 0.026f);
        var legs = Math.Min(
            Math.Min(Shapes.Limb(x, y, -0.3f, 0.44f, 0.06f, -0.34f, 0.01f, 0.016f), Shapes.Limb(x, y, -0.18f, 0.42f, 0.05f, -0.2f, 0.01f, 0.016f)),
            Math.Min(Shapes.Limb(x, y, 0.12f, 0.44f, 0.05f, 0.11f, 0.01f, 0.016f), Shapes.Limb(x, y, 0.2f, 0.44f, 0.05f, 0.23f, 0.01f, 0.016f)));
        var antlers = Math.Min(
            Math.Min(Shapes.Limb(x, y, 0.26f, 0.92f, 0.016f, 0.14f, 1.14f, 0.011f), Shapes.Limb(x, y, 0.14f, 1.14f, 0.011f, 0.2f, 1.34f, 0.004f)),
            Math.Min(
                Math.Min(Shapes.Limb(x, y, 0.2f, 1.03f, 0.012f, 0.08f, 1.08f, 0.004f), Shapes.Limb(x, y, 0.15f, 1.14f, 0.01f, 0.04f, 1.24f, 0.004f)),
                Math.Min(Shapes.Limb(x, y, 0.29f, 0.92f, 0.016f, 0.38f, 1.16f, 0.01f), Math.Min(Shapes.Limb(x, y, 0.38f, 1.16f, 0.01f, 0.34f, 1.34f, 0.004f), Shapes.Limb(x, y, 0.34f, 1.06f, 0.01f, 0.46f, 1.14f, 0.004f)))));
        var ear = Shapes.Limb(x, y, 0.25f, 0.9f, 0.028f, 0.15f, 0.94f, 0.006f);
        return Cut(Math.Min(Math.Min(Shapes.Join(Shapes.Join(Shapes.Join(body, neck, 0.1f), head, 0.04f), legs, 0.04f), antlers), ear), y);
    }

    private static float Owl(float x, float y)
    {
        var body = Shapes.Ellipse(x, y, 0, 0.42f, 0.25f, 0.4f);
        var head = Shapes.Ellipse(x, y, 0, 0.82f, 0.21f, 0.18f);
        var ears = Math.Min(
            Shapes.Triangle(x, y, (-0.2f, 0.86f), (-0.06f, 0.95f), (-0.2f, 1.08f)), Shapes.Triangle(x, y, (0.06f, 0.95f), (0.2f, 0.86f), (0.2f, 1.08f)));
        return Cut(Math.Min(Shapes.Join(body, head, 0.08f), ears), y);
    }

    private static float Cut(float distance, float y) => Math.Max(distance, -y);
}
