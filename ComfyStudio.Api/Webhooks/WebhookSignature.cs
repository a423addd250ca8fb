using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ComfyStudio.Api.Webhooks;

/// <summary>
/// Signs messages as the Standard Webhooks scheme says: HMAC-SHA256 over <c>id.timestamp.payload</c> with the bytes behind
/// <c>whsec_</c>, so that ready-made libraries of many languages can check them.
/// </summary>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";
    private const int SecretBytes = 32;

    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    public static string Of(string secret, string messageId, DateTimeOffset at, string payload)
    {
        var key = Convert.FromBase64String(secret[Prefix.Length..]);
        var signed = Encoding.UTF8.GetBytes($"{messageId}.{TimestampOf(at)}.{payload}");
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
    }

    /// <summary>Seconds since 1970.</summary>
    public static string TimestampOf(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
