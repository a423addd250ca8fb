namespace ComfyStudio.Api.Engines;

/// <summary>An engine as people enter it.</summary>
/// <param name="Address">http or https, with the path prefix of a reverse proxy if there is one, without a login in it.</param>
/// <param name="Token">Sent as a bearer token. Never told again. When an engine is changed, leaving out all three keeps them; empty ones clear them.</param>
/// <param name="UserName">For a proxy that asks for a login, with <paramref name="Password"/>.</param>
/// <param name="Tags">At most 8, each of 1 to 24 small letters, digits and '-'.</param>
/// <param name="Weight">How fast it is believed to be, from 0.1 to 10; 1 for the usual.</param>
internal sealed record EngineRequest(
    string Name, string Address, string? Token = null, string? UserName = null, string? Password = null,
    IReadOnlyList<string>? Tags = null, double? Weight = null)
{
    /// <summary>Leaves the secrets out, so that a request can be logged.</summary>
    public override string ToString() => $"{Name} at {Address}";
}
