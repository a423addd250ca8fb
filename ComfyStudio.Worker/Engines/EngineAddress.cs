using ComfyStudio.ComfyUI;

namespace ComfyStudio.Worker.Engines;

/// <summary>Splits a configured address into where to go and what to say there, so that no credential is ever printed.</summary>
internal static class EngineAddress
{
    public static ComfyUIAddress? TryParse(EngineOptions options)
    {
        if (!Uri.TryCreate(options.Address.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return null;
        var (user, password) = Credentials(uri);
        return new ComfyUIAddress(WithoutCredentials(uri))
        {
            BearerToken = NullIfEmpty(options.Token),
            UserName = NullIfEmpty(options.UserName) ?? user,
            Password = NullIfEmpty(options.Password) ?? password,
        };
    }

    private static (string? User, string? Password) Credentials(Uri uri)
    {
        if (uri.UserInfo.Length == 0)
            return (null, null);
        var parts = uri.UserInfo.Split(':', 2);
        return (Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    private static Uri WithoutCredentials(Uri uri) =>
        new(uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
