namespace ComfyStudio.AppHost.Plain;

/// <summary>A program that runs as long as the studio: when it is well, and what must be well before it.</summary>
internal sealed record Service(string Name, string FileName, IReadOnlyList<string> Arguments) : Command(Name, FileName, Arguments)
{
    /// <summary>Runs to its end before the first start, for example to install packages.</summary>
    public Command? Preparation { get; init; }

    /// <summary>A failed preparation is only reported: the service may find another way.</summary>
    public bool StartsUnprepared { get; init; }

    public required IHealthProbe Health { get; init; }

    public IReadOnlyList<string> WaitsFor { get; init; } = [];

    public IReadOnlyList<StudioPort> Ports { get; init; } = [];

    /// <summary>Where a person finds out why it ended.</summary>
    public string Evidence { get; init; } = "its own lines above say why";

    /// <summary>Stopped after the others, which may still need it to finish well.</summary>
    public bool StopsLast { get; init; }
}
