namespace ComfyStudio.Testing.Processes;

/// <summary>What a studio of real processes is made of.</summary>
public sealed record StudioSetup
{
    public int Workers { get; init; } = 1;

    /// <summary>Simulators; each is known as <c>engine-1</c>, <c>engine-2</c>, … to every worker.</summary>
    public int Engines { get; init; } = 1;

    public bool Thumbnailer { get; init; } = true;

    /// <summary>The environment of every program, for example <c>Jobs__LeaseDuration</c> or <c>Simulator__MillisecondsPerStep</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the images go; null for a folder that is removed at the end.</summary>
    public string? ImagesRoot { get; init; }
}
