namespace ComfyStudio.Api.Hosting;

internal sealed class HostingOptions
{
    public const string Section = "Hosting";

    /// <summary>Whether other machines may use the studio. There is no login yet, so this is a decision and not a default.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>Names, besides this machine's own, under which the studio is reached, for example behind a reverse proxy.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Where to listen when neither <c>--urls</c> nor <c>ASPNETCORE_URLS</c> says.</summary>
    public string Urls { get; init; } = "http://localhost:8000";
}
