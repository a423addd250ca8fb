using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Images.Marks;

/// <summary>The albums by name. Which images lie in one is a mark of theirs.</summary>
public sealed class AlbumBook(ImageRoot root, MarksBook marks, TimeProvider time)
{
    private readonly GalleryNotes<Album> _albums = new(root, time, "albums.json", NotesJson.Default.ListAlbum);

    public IReadOnlyList<Album> List() => _albums.Read();

    public Album? Find(string id) => List().FirstOrDefault(album => album.Id == id);

    public Album Add(string name) => _albums.Change(albums =>
    {
        var now = time.GetUtcNow();
        var album = new Album(Guid.CreateVersion7(now).ToString("N"), name, now);
        albums.Add(album);
        return album;
    });

    /// <returns>Null when there is no such album.</returns>
    public Album? Rename(string id, string name) => _albums.Change(albums =>
    {
        var at = albums.FindIndex(album => album.Id == id);
        return at < 0 ? null : albums[at] = albums[at] with { Name = name };
    });

    /// <summary>The album goes, its images stay where they are.</summary>
    /// <returns>False when there is no such album.</returns>
    public bool Delete(string id)
    {
        if (!_albums.Change(albums => albums.RemoveAll(album => album.Id == id) > 0))
            return false;

        // Ended before this, images would name an album that nobody lists: harmless, and its id is never given again.
        marks.Change(marks.Where(mark => mark.Albums.Contains(id)), (_, mark) => mark with { Albums = [.. mark.Albums.Where(album => album != id)] });
        return true;
    }
}

public sealed record Album(string Id, string Name, DateTimeOffset CreatedAt);

/// <summary>Searches that somebody wants to make again.</summary>
public sealed class SavedSearchBook(ImageRoot root, TimeProvider time)
{
    private readonly GalleryNotes<SavedSearch> _searches = new(root, time, "searches.json", NotesJson.Default.ListSavedSearch);

    public IReadOnlyList<SavedSearch> List() => _searches.Read();

    public SavedSearch Add(string name, string query) => _searches.Change(searches =>
    {
        var now = time.GetUtcNow();
        var search = new SavedSearch(Guid.CreateVersion7(now).ToString("N"), name, query, now);
        searches.Add(search);
        return search;
    });

    public bool Delete(string id) => _searches.Change(searches => searches.RemoveAll(search => search.Id == id) > 0);
}

/// <param name="Query">As it stands in the address of the gallery's page.</param>
public sealed record SavedSearch(string Id, string Name, string Query, DateTimeOffset CreatedAt);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(List<Album>))]
[JsonSerializable(typeof(List<SavedSearch>))]
internal sealed partial class NotesJson : JsonSerializerContext;
