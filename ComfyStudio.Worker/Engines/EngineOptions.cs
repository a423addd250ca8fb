namespace ComfyStudio.Worker.Engines;

/// <summary>One engine as configured, <c>Engines__0__Address</c> and so on. Credentials stay in this process.</summary>
internal sealed class EngineOptions
{
    public const string Section = "Engines";

    /// <summary>Names the engine for ever, in jobs and sidecars. Made from the position when missing.</summary>
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>http or https, with the path prefix of a reverse proxy if there is one; may carry <c>user:password@</c>.</summary>
    public string Address { get; set; } = "";

    public string? Token { get; set; }
    public string? UserName { get; set; }
    public string? Password { get; set; }

    /// <summary>It paints instead of rendering; goes into every sidecar.</summary>
    public bool Simulator { get; set; }

    /// <summary>What people call it by when any of several will do.</summary>
    public List<string> Tags { get; set; } = [];

    /// <summary>How fast it is believed to be, as long as nothing was measured; 1 for the usual.</summary>
    public double Weight { get; set; } = 1;

    /// <summary>Finished prompts whose files may be fetched at the same time.</summary>
    public int CollectAtOnce { get; set; } = 4;
}

internal sealed class EngineList
{
    public List<EngineOptions> Engines { get; } = [];

    /// <summary>An address is all that must be given.</summary>
    public void NameTheUnnamed()
    {
        foreach (var (position, engine) in Engines.Index())
        {
            if (engine.Id.Length == 0)
                engine.Id = position == 0 ? "comfyui" : $"comfyui-{position + 1}";
            if (engine.Name.Length == 0)
                engine.Name = engine.Id;
        }
    }
}
