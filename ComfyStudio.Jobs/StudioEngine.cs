using System.Text.Json.Serialization;

namespace ComfyStudio.Jobs;

/// <summary>An engine that was added in the studio, as opposed to one that a worker's configuration names. Holds no secret.</summary>
public sealed record StudioEngine
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>http or https, without credentials.</summary>
    public required string Address { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];
    public double Weight { get; init; } = 1;
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Whether <see cref="EngineDirectory.FindCredentialsAsync"/> has something.</summary>
    [JsonIgnore]
    public bool HasCredentials { get; init; }

    /// <summary>Rises with each change, also with one of the credentials alone.</summary>
    [JsonIgnore]
    public long Revision { get; init; }

    /// <summary>Somebody removed it, and can take that back until then; it gets no new jobs meanwhile.</summary>
    [JsonIgnore]
    public DateTimeOffset? LeavesAt { get; init; }
}

/// <summary>What an engine, or the proxy before it, asks for. Never printed, whoever prints a record that holds it.</summary>
public sealed record EngineCredentials(string? Token, string? UserName, string? Password)
{
    [JsonIgnore]
    public bool IsEmpty => Token is null && UserName is null && Password is null;

    public override string ToString() => IsEmpty ? "none" : "given";
}
