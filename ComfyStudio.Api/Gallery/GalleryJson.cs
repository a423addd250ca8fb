using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Gallery;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ImagePageView))]
[JsonSerializable(typeof(ImageDetailView))]
[JsonSerializable(typeof(ThumbnailOrder))]
internal sealed partial class GalleryJson : JsonSerializerContext;
