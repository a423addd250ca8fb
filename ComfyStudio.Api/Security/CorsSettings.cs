using System.ComponentModel.DataAnnotations;

namespace ComfyStudio.Api.Security;

/// <summary>Which pages, besides our own, a browser may let in.</summary>
internal sealed class CorsSettings : IValidatableObject
{
    public const string Section = "Cors";

    /// <summary>Scheme, host and port, exactly as the browser sends them.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (index, origin) in Origins.Index())
        {
            if (!IsOrigin(origin))
                yield return new ValidationResult("must be an origin such as http://localhost:5173: scheme, host and port, nothing after.", [$"{nameof(Origins)}:{index}"]);
        }
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && text == uri.GetLeftPart(UriPartial.Authority);
}
