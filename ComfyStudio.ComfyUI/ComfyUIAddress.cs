namespace ComfyStudio.ComfyUI;

/// <summary>How to reach one engine.</summary>
/// <param name="BaseAddress">
/// http or https, with the path prefix of a reverse proxy if there is one: <c>https://host/comfy</c>, with or without a final slash.
/// A <c>user:password@</c> in it counts as <see cref="UserName"/> and <see cref="Password"/> and never reaches a message or a log.
/// </param>
public sealed record ComfyUIAddress(Uri BaseAddress)
{
    /// <summary>Sent as <c>Authorization: Bearer</c>; wins over a user name.</summary>
    public string? BearerToken { get; init; }

    /// <summary>With <see cref="Password"/>: sent as <c>Authorization: Basic</c>.</summary>
    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>Leaves the secrets out, so that an address can be logged.</summary>
    public override string ToString() => Http.EngineUri.Display(BaseAddress);
}
