using System.Text.RegularExpressions;

namespace ComfyStudio.AppHost;

/// <summary>Reads <c>COMFYUI_URL</c>: addresses separated by commas, each <c>[name=][http://][user:password@]host[:port][/prefix]</c>.</summary>
internal static partial class EngineAddresses
{
    private const string Form = "write for example http://192.168.1.20:8188, or several as desk=http://desk:8188,attic=https://user:password@attic/comfy";

    public static IReadOnlyList<Engine> Parse(string text, string? token)
    {
        var parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var engines = parts.Select(part => ParseOne(part, alone: parts.Length == 1) with { Token = token }).ToList();
        if (engines.Count == 0)
        {
            throw new SettingException($"COMFYUI_URL holds no address; {Form}.");
        }

        return engines.GroupBy(engine => engine.Id).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new SettingException($"COMFYUI_URL names two engines '{twice.First().Name}'; give each its own name, as in desk=http://desk:8188.")
            : engines;
    }

    private static Engine ParseOne(string text, bool alone)
    {
        var match = Named().Match(text);
        var written = match.Groups["address"].Value;
        var withScheme = written.Contains("://", StringComparison.Ordinal) ? written : $"http://{written}";
        if (!Uri.TryCreate(withScheme, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            // The address may hold a password, so only what stands before it is repeated.
            throw new SettingException($"COMFYUI_URL: '{Redact(text)}' is not an address; {Form}.");
        }

        var name = match.Groups["name"].Success ? match.Groups["name"].Value.Trim() : alone ? "ComfyUI" : uri.Authority;
        var credentials = uri.UserInfo.Split(':', 2);
        return new Engine(Slug(name), name, WithoutCredentials(uri))
        {
            UserName = credentials[0].Length > 0 ? Uri.UnescapeDataString(credentials[0]) : null,
            Password = credentials.Length > 1 ? Uri.UnescapeDataString(credentials[1]) : null,
        };
    }

    private static Uri WithoutCredentials(Uri uri) => new UriBuilder(uri) { UserName = "", Password = "", Query = "", Fragment = "" }.Uri;

    // An Aspire resource's name begins with a letter, and so does an engine's id.
    private static string Slug(string name)
    {
        var slug = NotSlug().Replace(name.ToLowerInvariant(), "-").Trim('-');
        return slug.Length > 0 && char.IsAsciiLetter(slug[0]) ? slug : $"engine-{slug}";
    }

    private static string Redact(string text) => Credentials().Replace(text, "***@");

    [GeneratedRegex("^(?:(?<name>[^=/:@]+)=)?(?<address>.*)$")]
    private static partial Regex Named();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotSlug();

    [GeneratedRegex("[^/=]*@")]
    private static partial Regex Credentials();
}
