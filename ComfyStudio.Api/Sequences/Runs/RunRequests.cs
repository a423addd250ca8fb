using System.Security.Cryptography;
using System.Text;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Sequences.Runs;

/// <param name="Frames">Ids of those to make; all when left out. Those with a picture of one's own are never made.</param>
/// <param name="Missing">Only those that have no finished picture of this pass yet.</param>
[NoUnknownFields]
internal sealed record DryRunRequest(TakePass Pass = TakePass.Final, IReadOnlyList<string>? Frames = null, bool Missing = false);

/// <param name="Frames">Ids of those to make; all when left out. Those with a picture of one's own are never made.</param>
/// <param name="Missing">Only those that have no finished picture of this pass yet.</param>
/// <param name="StopAtFirstFailure">As the sequence says when left out.</param>
[NoUnknownFields]
internal sealed record StartRequest(TakePass Pass = TakePass.Final, IReadOnlyList<string>? Frames = null, bool Missing = false, bool? StopAtFirstFailure = null)
{
    /// <summary>Equal for equal requests.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{Pass} {Missing} {StopAtFirstFailure} {(Frames is null ? "all" : string.Join(' ', Frames))}")));
}

/// <param name="Seed">A new one when left out.</param>
/// <param name="Pass">That of the take that is shown when left out.</param>
internal sealed record RerollRequest(Seed? Seed = null, TakePass? Pass = null);
