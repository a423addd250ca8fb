using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ComfyStudio.Images.Storage;

namespace ComfyStudio.Images.Marks;

/// <summary>A short list that lives as one small file in the hidden folder of the gallery's notes, always written whole.</summary>
internal sealed class GalleryNotes<T>(ImageRoot root, TimeProvider time, string name, JsonTypeInfo<List<T>> type)
{
    private readonly Lock _gate = new();

    private string FilePath => Path.Join(GalleryNotes.FolderOf(root), name);

    /// <exception cref="ImageRootOfflineException">The root is away.</exception>
    /// <exception cref="IOException">The file is there and cannot be read or understood. It is not taken for an empty one.</exception>
    internal IReadOnlyList<T> Read()
    {
        lock (_gate)
            return ReadList();
    }

    /// <summary>Changes it, on the disk before this returns.</summary>
    internal TResult Change<TResult>(Func<List<T>, TResult> change)
    {
        lock (_gate)
        {
            var list = ReadList();
            var result = change(list);
            Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
            using var file = TemporaryFile.Create(Path.GetDirectoryName(FilePath)!, time);
            file.Content.Write(JsonSerializer.SerializeToUtf8Bytes(list, type));
            file.PublishOver(FilePath);
            return result;
        }
    }

    private List<T> ReadList()
    {
        root.RequireOnline();
        if (!File.Exists(FilePath))
            return [];
        try
        {
            using var file = File.OpenRead(FilePath);
            return JsonSerializer.Deserialize(file, type) ?? [];
        }
        catch (JsonException exception)
        {
            throw new IOException($"'{FilePath}' cannot be understood. Mend it, or move it away to begin anew.", exception);
        }
    }
}

internal static class GalleryNotes
{
    private const string Folder = ".gallery";

    internal static string FolderOf(ImageRoot root) => Path.Join(root.FullPath, Folder);
}
