namespace ComfyStudio.Simulator.Painting;

/// <summary>How the developed picture looks: what differs between checkpoints, settings and styles.</summary>
internal sealed record Finish
{
    public float Saturation { get; init; } = 1.06f;

    public float Contrast { get; init; } = 1.05f;

    public float Bloom { get; init; } = 0.16f;

    public float Grain { get; init; } = 0.010f;

    public float Vignette { get; init; } = 0.24f;

    /// <summary>Steps of tone for a flat, poster-like look; 0 for none.</summary>
    public int Tones { get; init; }

    public static Finish For(PaintPlan plan)
    {
        var look = plan.Checkpoint.Contains("anime", StringComparison.OrdinalIgnoreCase) ? new Finish { Saturation = 1.28f, Bloom = 0.24f, Grain = 0.004f }
            : plan.Checkpoint.Contains("dream", StringComparison.OrdinalIgnoreCase) ? new Finish { Saturation = 1.12f, Bloom = 0.32f }
            : plan.Checkpoint.Contains("jugger", StringComparison.OrdinalIgnoreCase) ? new Finish { Contrast = 1.16f, Saturation = 0.98f, Vignette = 0.34f }
            : plan.Checkpoint.Contains("lakeside", StringComparison.OrdinalIgnoreCase) ? new Finish { Saturation = 0.9f, Contrast = 1.0f, Grain = 0.016f }
            : plan.Checkpoint.Contains("v1-5", StringComparison.OrdinalIgnoreCase) ? new Finish { Saturation = 0.98f, Contrast = 1.02f, Grain = 0.014f }
            : new Finish();
        var drive = (float)Math.Clamp((plan.Cfg - 7) / 23, -0.25, 1);
        look = look with { Saturation = look.Saturation * (1 + (0.35f * drive)), Contrast = look.Contrast * (1 + (0.22f * drive)) };
        if (plan.Loras.Any(lora => lora.Contains("gouache", StringComparison.OrdinalIgnoreCase)))
            look = look with { Tones = 14, Grain = 0.02f, Bloom = 0.05f };
        if (plan.Loras.Any(lora => lora.Contains("linocut", StringComparison.OrdinalIgnoreCase)))
            look = look with { Tones = 5, Contrast = look.Contrast * 1.25f, Grain = 0.004f, Bloom = 0 };
        return look;
    }
}
