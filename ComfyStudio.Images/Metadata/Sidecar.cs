using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Images.Metadata;

/// <summary>The <c>.json</c> beside each image: everything about it that must outlive the queue. Read by people too.</summary>
internal sealed record Sidecar
{
    internal const int CurrentSchema = 1;

    // Letters of other scripts stay as they are: the file is opened in editors, never inside a page.
    private static readonly SidecarJson Json = new(new JsonSerializerOptions(SidecarJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The image's file name, in the same folder.</summary>
    public string? File { get; init; }

    public string? Sha256 { get; init; }
    public long Bytes { get; init; }
    public int Width { get; init; }
    public int Height { get; init; }

    /// <summary>Place among the outputs of its job, from 0.</summary>
    public int Output { get; init; }

    public DateTimeOffset StoredAt { get; init; }
    public ImageMaking? Making { get; init; }

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json.Sidecar);

    /// <returns>Null when it is missing, too large, or nothing that we wrote.</returns>
    internal static Sidecar? Read(string path)
    {
        if (BoundedFile.ReadBytes(path) is not { } bytes)
            return null;
        try
        {
            return JsonSerializer.Deserialize(bytes, Json.Sidecar) is { File: not null, Making: not null } sidecar ? sidecar : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Sidecar))]
internal sealed partial class SidecarJson : JsonSerializerContext;
