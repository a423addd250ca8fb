namespace ComfyStudio.Api.Templates;

/// <summary>A SHA-256 as it is written everywhere here: 64 hexadecimal digits, the letters small.</summary>
internal static class Sha256Text
{
    public static bool IsOne(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);
}
