namespace ComfyStudio.ComfyUI;

/// <summary>How to reach one engine.</summary>
/// <param name="BaseAddress">http or https, with the path prefix of a reverse proxy if there is one.</param>
public sealed record ComfyUIAddress(Uri BaseAddress)
{
    /// <summary>Sent as <c>Authorization: Bearer</c>.</summary>
    public string? BearerToken { get; init; }

    /// <summary>With <see cref="Password"/>: sent as <c>Authorization: Basic</c>.</summary>
    public string? UserName { get; init; }

    public string? Password { get; init; }
}
