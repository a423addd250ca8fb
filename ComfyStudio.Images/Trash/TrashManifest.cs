using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Images.Trash;

/// <summary>What one deletion took, and from where: written before the first file moves.</summary>
internal sealed record TrashManifest(DateTimeOffset DeletedAt, IReadOnlyList<TrashedImage> Images)
{
    internal static TrashManifest? Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, TrashJson.Default.TrashManifest);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, TrashJson.Default.TrashManifest);
}

/// <param name="RelativePath">Where it was.</param>
/// <param name="Files">The image first, then what lies beside it.</param>
public sealed record TrashedImage(string RelativePath, int Width, int Height, DateTimeOffset CreatedAt, string? Prompt, IReadOnlyList<TrashedFile> Files)
{
    [JsonIgnore]
    public long Bytes => Files[0].Bytes;
}

/// <param name="Name">In the folder of the deletion.</param>
/// <param name="From">Relative path where it was.</param>
/// <param name="ModifiedTicks">With its size: another file under the same name, written later, is not meant.</param>
public sealed record TrashedFile(string Name, string From, long Bytes, long ModifiedTicks, bool IsThumbnail = false);

/// <summary>Where each image of a deletion goes back to, by its place in the manifest: written before the first file moves.</summary>
internal sealed record RestorePlan(Dictionary<int, string> Targets)
{
    internal static RestorePlan? Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, TrashJson.Default.RestorePlan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, TrashJson.Default.RestorePlan);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(TrashManifest))]
[JsonSerializable(typeof(RestorePlan))]
internal sealed partial class TrashJson : JsonSerializerContext;
