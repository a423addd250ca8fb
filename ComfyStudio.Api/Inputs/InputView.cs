using ComfyStudio.Images;

namespace ComfyStudio.Api.Inputs;

/// <summary>A picture or mask that a graph can start from.</summary>
/// <param name="Id">The value of a slot of type image or mask.</param>
/// <param name="Width">As shown: a rotation noted in the file is applied, as engines apply it.</param>
internal sealed record InputView(string Id, int Width, int Height, long Bytes, string ContentType, string Url)
{
    public static InputView Of(InputFile file) => new(file.Id, file.Width, file.Height, file.Bytes, file.ContentType, UrlOf(file.Id));

    public static string UrlOf(string id) => $"/api/inputs/{id}";
}

/// <param name="ImageId">An image of the gallery.</param>
internal sealed record InputFromGallery(string? ImageId);
