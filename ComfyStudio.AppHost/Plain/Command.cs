namespace ComfyStudio.AppHost.Plain;

/// <summary>A program to start, and the name its lines stand under.</summary>
internal record Command(string Name, string FileName, IReadOnlyList<string> Arguments)
{
    public string? WorkingDirectory { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
