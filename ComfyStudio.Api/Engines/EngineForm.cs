using ComfyStudio.Api.Problems;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Engines;

/// <summary>What can be wrong with an engine that somebody enters, and what it comes to when nothing is.</summary>
internal static class EngineForm
{
    private const int LongestAddress = 300;
    private const int LongestSecret = 4000;

    public static FieldErrors Check(EngineRequest request)
    {
        var errors = new FieldErrors();
        if (request.Name.Trim() is not { Length: >= 1 and <= EngineRules.LongestName })
            errors.Add("name", $"Give it a name of 1 to {EngineRules.LongestName} characters.");
        if (FaultOfAddress(request.Address) is { } fault)
            errors.Add("address", fault);
        if (TagsOf(request) is var tags && (tags.Count > EngineRules.MostTags || !tags.All(EngineRules.IsTag)))
            errors.Add("tags", Sentence(EngineRules.AboutTags));
        if (!EngineRules.IsWeight(WeightOf(request)))
            errors.Add("weight", Sentence(EngineRules.AboutWeight));
        CheckCredentials(request, errors);
        return errors;
    }

    /// <summary>Null for a request that leaves them as they are.</summary>
    public static EngineCredentials? CredentialsOf(EngineRequest request) => (request.Token, request.UserName, request.Password) is (null, null, null)
        ? null
        : new EngineCredentials(NullIfEmpty(request.Token), NullIfEmpty(request.UserName), NullIfEmpty(request.Password));

    /// <summary>Written as the workers write it, so that one address is told from another: the host in small letters, no final slash.</summary>
    public static string AddressOf(string address) =>
        new Uri(new Uri(address.Trim()).GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)).ToString().TrimEnd('/');

    public static IReadOnlyList<string> TagsOf(EngineRequest request) => [.. (request.Tags ?? []).Distinct(StringComparer.Ordinal)];

    public static double WeightOf(EngineRequest request) => request.Weight ?? 1;

    /// <summary>Never quotes it: it may have a password in it.</summary>
    private static string? FaultOfAddress(string address)
    {
        if (address.Trim().Length > LongestAddress)
            return $"An address has at most {LongestAddress} characters.";
        if (!Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            return "Give an address that begins with http:// or https://, for example http://192.168.1.20:8188.";
        if (uri.UserInfo.Length > 0)
            return "An address is shown to everybody: put the login into the fields below.";
        return uri.Query.Length > 0 || uri.Fragment.Length > 0 ? "Leave out what follows '?' or '#'." : null;
    }

    private static void CheckCredentials(EngineRequest request, FieldErrors errors)
    {
        if (request.Token is { Length: > 0 } token && (token.Length > LongestSecret || !token.All(letter => letter is > ' ' and < (char)127)))
            errors.Add("token", "A token is one line of letters, digits and signs without spaces.");
        if (request.Token is { Length: > 0 } && request.UserName is { Length: > 0 })
            errors.Add("token", "Give a token or a user name, not both.");
        if (request.UserName is { } user && (user.Length > LongestSecret || user.Contains(':', StringComparison.Ordinal) || user.Any(char.IsControl)))
            errors.Add("userName", "A user name has no ':' and no line break.");
        if (request.Password is { Length: > 0 } && request.UserName is not { Length: > 0 })
            errors.Add("userName", "A password needs a user name.");
        if (request.Password is { } password && (password.Length > LongestSecret || password.Any(char.IsControl)))
            errors.Add("password", "A password is one line.");
    }

    private static string Sentence(string rule) => char.ToUpperInvariant(rule[0]) + rule[1..];

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
