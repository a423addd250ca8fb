using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Images.Marks;

namespace ComfyStudio.Api.Gallery.Acts;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(MarkChange))]
[JsonSerializable(typeof(ExactMarks))]
[JsonSerializable(typeof(FormerMarks))]
[JsonSerializable(typeof(MarksMessage))]
[JsonSerializable(typeof(NamedAlbum))]
[JsonSerializable(typeof(ImageIds))]
[JsonSerializable(typeof(AlbumView))]
[JsonSerializable(typeof(IReadOnlyList<AlbumView>))]
[JsonSerializable(typeof(NewSearch))]
[JsonSerializable(typeof(SavedSearch))]
[JsonSerializable(typeof(IReadOnlyList<SavedSearch>))]
[JsonSerializable(typeof(TrashAnswer))]
[JsonSerializable(typeof(RestoreAnswer))]
[JsonSerializable(typeof(TrashEmptied))]
[JsonSerializable(typeof(TrashView))]
[JsonSerializable(typeof(ArchiveRequest))]
[JsonSerializable(typeof(ArchiveAnswer))]
[JsonSerializable(typeof(ContactSheetRequest))]
internal sealed partial class ActsJson : JsonSerializerContext;
