using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Gallery;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ImagePageView))]
[JsonSerializable(typeof(ImageDetailView))]
[JsonSerializable(typeof(ImageMapView))]
[JsonSerializable(typeof(ImageFacetsView))]
[JsonSerializable(typeof(IReadOnlyList<UnreadableImage>))]
[JsonSerializable(typeof(ThumbnailOrder))]
[JsonSerializable(typeof(IReadOnlyList<ImageId>))]
[JsonSerializable(typeof(ReadImageView))]
internal sealed partial class GalleryJson : JsonSerializerContext;
