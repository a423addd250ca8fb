using System.Net.Http.Headers;
using System.Text;

namespace ComfyStudio.ComfyUI.Http;

/// <summary>Joins an engine's base address, prefix included, with the paths of the protocol.</summary>
internal sealed class EngineUri
{
    private readonly Uri _base;

    public EngineUri(ComfyUIAddress address)
    {
        var uri = address.BaseAddress;
        if (!uri.IsAbsoluteUri || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            throw new ArgumentException($"An engine's address must begin with http:// or https://, not '{Display(uri)}'.", nameof(address));
        _base = Clean(uri);
        Authorization = ReadAuthorization(address, uri.UserInfo);
    }

    public AuthenticationHeaderValue? Authorization { get; }

    /// <param name="path">Relative, for example <c>queue</c> or <c>view?filename=a.png</c>.</param>
    public Uri Http(string path) => new(_base, path);

    public Uri Socket(string path)
    {
        var http = Http(path);
        return new UriBuilder(http) { Scheme = http.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs }.Uri;
    }

    public override string ToString() => Display(_base);

    public static string Display(Uri uri) => uri.IsAbsoluteUri
        ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/')
        : uri.OriginalString;

    private static Uri Clean(Uri uri)
    {
        var builder = new UriBuilder(uri) { UserName = "", Password = "", Query = "", Fragment = "" };
        if (!builder.Path.EndsWith('/'))
            builder.Path += '/';
        return builder.Uri;
    }

    private static AuthenticationHeaderValue? ReadAuthorization(ComfyUIAddress address, string userInfo)
    {
        if (!string.IsNullOrEmpty(address.BearerToken))
            return new AuthenticationHeaderValue("Bearer", address.BearerToken);
        if (!string.IsNullOrEmpty(address.UserName))
            return Basic($"{address.UserName}:{address.Password}");
        if (userInfo.Length == 0)
            return null;
        var pair = Uri.UnescapeDataString(userInfo);
        return Basic(pair.Contains(':', StringComparison.Ordinal) ? pair : pair + ":");
    }

    private static AuthenticationHeaderValue Basic(string pair) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
}
