namespace ComfyStudio.Images.Formats;

/// <summary>What a picture is called over HTTP.</summary>
public static class ImageContentType
{
    /// <summary>Of what is not known to be a picture: nothing that a browser would run or show.</summary>
    public const string Unknown = "application/octet-stream";

    /// <param name="name">Only its ending counts.</param>
    public static string OfFile(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".webp" => "image/webp",
        ".gif" => "image/gif",
        ".mp4" => "video/mp4",
        ".webm" => "video/webm",
        _ => Unknown,
    };
}
