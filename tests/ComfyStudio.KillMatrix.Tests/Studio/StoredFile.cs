using System.Security.Cryptography;
using System.Text.Json;

namespace ComfyStudio.KillMatrix.Tests.Studio;

/// <summary>An image below the root, as its bytes and its sidecar tell.</summary>
/// <param name="JobId">Null when there is no sidecar.</param>
/// <param name="Sha256">Of the bytes that are there.</param>
/// <param name="IsWhole">The bytes are those that the sidecar tells of.</param>
internal sealed record StoredFile(string RelativePath, string? JobId, string Sha256, bool IsWhole)
{
    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, AttributesToSkip = 0 };

    public static IReadOnlyList<StoredFile> ReadAll(string root) =>
        [.. Everything(root).Where(path => path.EndsWith(".png", StringComparison.Ordinal)).Select(path => Read(root, path))];

    /// <summary>Every file, hidden ones and those of hidden folders too.</summary>
    public static IEnumerable<string> Everything(string root) => Directory.Exists(root) ? Directory.EnumerateFiles(root, "*", Deep) : [];

    private static StoredFile Read(string root, string path)
    {
        var relative = Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        var sidecar = Path.ChangeExtension(path, ".json");
        if (!File.Exists(sidecar))
            return new StoredFile(relative, null, sha256, IsWhole: false);
        using var notes = JsonDocument.Parse(File.ReadAllText(sidecar));
        var told = notes.RootElement.GetProperty("sha256").GetString();
        return new StoredFile(relative, notes.RootElement.GetProperty("making").GetProperty("jobId").GetString(), sha256, told == sha256);
    }
}
