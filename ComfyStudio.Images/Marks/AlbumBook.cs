using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Images.Marks;

/// <summary>The albums by name. Which images lie in one is a mark of theirs.</summary>
public sealed class AlbumBook(ImageRoot root, MarksBook marks, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly GalleryNotes<Album> _albums = new(root, time, "albums.json", NotesJson.Default.ListAlbum);

    public IReadOnlyList<Album> List() => [.. _albums.Read().Where(album => album.DeletedAt is null)];

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
        var at = albums.FindIndex(album => album.Id == id && album.DeletedAt is null);
        return at < 0 ? null : albums[at] = albums[at] with { Name = name };
    });

    /// <summary>The album goes, its images stay where they are. For an hour it can be taken back.</summary>
    /// <returns>False when there is no such album.</returns>
    public bool Delete(string id)
    {
        var contents = marks.Where(mark => mark.Albums.Contains(id));
        if (!_albums.Change(albums => TryDelete(albums, id, contents)))
            return false;

        // Ended before this, images would name an album that nobody lists: harmless, and its id is never given again.
        marks.Change(contents, (_, mark) => mark with { Albums = [.. mark.Albums.Where(album => album != id)] });
        return true;
    }

    /// <summary>Takes a deletion back: the album is there again with what was in it.</summary>
    /// <returns>Null when there is no such deletion, or none any more.</returns>
    public Album? Restore(string id)
    {
        if (_albums.Read().FirstOrDefault(album => album.Id == id && album.DeletedAt is not null) is not { } deleted)
            return null;

        // The images first: ended before the album is listed, it can be taken back once more.
        marks.Change(
            [.. (deleted.Contents ?? []).Select(content => new NotedContent(ContentHash.Parse(content.Hash), content.Bytes))],
            (_, mark) => mark with { Albums = [.. mark.Albums.Union([id])] });
        return _albums.Change(albums =>
        {
            var at = albums.FindIndex(album => album.Id == id);
            return at < 0 ? null : albums[at] = albums[at] with { DeletedAt = null, Contents = null };
        });
    }

    private bool TryDelete(List<Album> albums, string id, IReadOnlyList<NotedContent> contents)
    {
        var now = time.GetUtcNow();
        albums.RemoveAll(album => album.DeletedAt < now - Patience);
        var at = albums.FindIndex(album => album.Id == id && album.DeletedAt is null);
        if (at < 0)
            return false;
        albums[at] = albums[at] with { DeletedAt = now, Contents = [.. contents.Select(content => new AlbumContent(content.Content.ToString(), content.Bytes))] };
        return true;
    }
}

public sealed record Album(string Id, string Name, DateTimeOffset CreatedAt)
{
    /// <summary>Null for one that is there.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>What was in one that was deleted.</summary>
    public IReadOnlyList<AlbumContent>? Contents { get; init; }
}

/// <param name="Hash">Of the content, see <see cref="ContentHash"/>.</param>
public sealed record AlbumContent(string Hash, long Bytes);

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

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<Album>))]
[JsonSerializable(typeof(List<SavedSearch>))]
internal sealed partial class NotesJson : JsonSerializerContext;
