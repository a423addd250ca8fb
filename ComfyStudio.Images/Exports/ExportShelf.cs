using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ComfyStudio.Images.Storage;

namespace ComfyStudio.Images.Exports;

/// <summary>
/// Exports on disk, each in a folder of its own below <c>.exports</c>: <c>export.json</c> and the wish to cancel are written by whoever asks,
/// <c>state.json</c> and the result by whoever works, so that no file has two writers and each may end at any time.
/// </summary>
public sealed class ExportShelf(ImageRoot root, TimeProvider time)
{
    private const string FolderName = ".exports";
    private const string OrderName = "export.json";
    private const string StateName = "state.json";
    private const string CancelName = "cancel";
    private const string WorkPrefix = "work-";

    // Between making a folder and writing its order is a moment.
    private static readonly TimeSpan OrphanAge = TimeSpan.FromHours(1);

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0 };

    private string Root => Path.Join(root.FullPath, FolderName);

    public string NewId() => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <exception cref="ImageRootOfflineException">The images folder is away.</exception>
    /// <exception cref="IOException">It cannot be written; nothing is asked for.</exception>
    public void Put(ExportOrder order)
    {
        root.Open();
        var folder = FolderOf(order.Id);
        Directory.CreateDirectory(folder);
        try
        {
            Write(folder, OrderName, order, ExportJson.Default.ExportOrder, isLasting: true);
            FolderFlush.Flush(Root);
        }
        catch
        {
            TryDelete(folder);
            throw;
        }
    }

    /// <summary>The latest first.</summary>
    public IEnumerable<Export> List() => Ids().Select(Find).OfType<Export>();

    /// <returns>Null when there is none, or none any more.</returns>
    public Export? Find(string id)
    {
        if (Read(id, OrderName, ExportJson.Default.ExportOrder) is not { } order)
            return null;
        var state = Read(id, StateName, ExportJson.Default.ExportState) ?? new ExportState(ExportStatus.Queued, 0, order.Frames.Count);
        return new Export(order, state.IsOpen && IsCancelled(id) ? state with { Status = ExportStatus.Cancelled } : state);
    }

    /// <summary>Full path of the finished file; null while there is none.</summary>
    public string? FileOf(Export export)
    {
        var path = ResultOf(export.Order);
        return export.State.Status is ExportStatus.Done && File.Exists(path) ? path : null;
    }

    /// <summary>Whoever works on it stops; what is done already stays done.</summary>
    public void Cancel(string id)
    {
        root.RequireOnline();
        File.WriteAllBytes(Path.Join(FolderOf(id), CancelName), []);
    }

    public bool IsCancelled(string id) => File.Exists(Path.Join(FolderOf(id), CancelName));

    public void Delete(string id)
    {
        root.RequireOnline();
        var folder = FolderOf(id);
        if (!Directory.Exists(folder))
            return;

        // First of all: half of an export must not come back.
        File.Delete(Path.Join(folder, OrderName));
        Directory.Delete(folder, recursive: true);
    }

    // ---- for whoever works ----

    /// <summary>A folder for what is not finished, without what an earlier try left.</summary>
    public string BeginWork(string id)
    {
        EndWork(id);
        return Directory.CreateDirectory(Path.Join(FolderOf(id), WorkPrefix + Guid.CreateVersion7(time.GetUtcNow()).ToString("N"))).FullName;
    }

    public void EndWork(string id)
    {
        if (!Directory.Exists(FolderOf(id)))
            return;
        foreach (var folder in Directory.EnumerateDirectories(FolderOf(id), WorkPrefix + "*", Everything))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Notes how far it is. An export that was removed meanwhile stays removed.</summary>
    public void Note(string id, ExportState state)
    {
        root.RequireOnline();
        if (Directory.Exists(FolderOf(id)))
            Write(FolderOf(id), StateName, state, ExportJson.Default.ExportState, isLasting: state.Status is not ExportStatus.Running);
    }

    /// <summary>Puts the finished file in its place, whole.</summary>
    /// <returns>Its size.</returns>
    public long Publish(ExportOrder order, string file)
    {
        root.RequireOnline();
        using (var content = new FileStream(file, FileMode.Open, FileAccess.ReadWrite))
            content.Flush(flushToDisk: true);
        File.Move(file, ResultOf(order), overwrite: true);
        FolderFlush.Flush(FolderOf(order.Id));
        return new FileInfo(ResultOf(order)).Length;
    }

    /// <summary>Removes what ended, or was asked for, longer ago than that.</summary>
    public int Tidy(TimeSpan life)
    {
        var removed = 0;
        foreach (var id in Ids().ToList())
        {
            if (Find(id) is { } export ? IsOver(export, life) : IsOrphan(id))
            {
                Delete(id);
                removed++;
            }
        }

        return removed;
    }

    private bool IsOver(Export export, TimeSpan life) =>
        !export.State.IsOpen && time.GetUtcNow() - (export.State.EndedAt ?? export.Order.CreatedAt) >= life;

    // A folder whose order cannot be read now may be read later; one without an order was being removed.
    private bool IsOrphan(string id) =>
        !File.Exists(Path.Join(FolderOf(id), OrderName)) && time.GetUtcNow() - Directory.GetLastWriteTimeUtc(FolderOf(id)) >= OrphanAge;

    private IEnumerable<string> Ids() =>
        root.IsOnline && Directory.Exists(Root)
            ? Directory.EnumerateDirectories(Root, "*", Everything).Select(folder => Path.GetFileName(folder)!).Where(IsId).OrderDescending(StringComparer.Ordinal)
            : [];

    private static bool IsId(string name) => name.Length == 32 && name.All(char.IsAsciiHexDigitLower);

    private string FolderOf(string id) =>
        IsId(id) ? Path.Join(Root, id) : throw new ArgumentException("An export's id has 32 hexadecimal digits.", nameof(id));

    private string ResultOf(ExportOrder order) => Path.Join(FolderOf(order.Id), "result" + order.Extension);

    private T? Read<T>(string id, string name, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using var file = new FileStream(Path.Join(FolderOf(id), name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonSerializer.Deserialize(file, type);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    // How far it is may be lost in a power cut: it is made anew then in any case.
    private void Write<T>(string folder, string name, T content, JsonTypeInfo<T> type, bool isLasting)
    {
        using var file = TemporaryFile.Create(folder, time);
        JsonSerializer.Serialize(file.Content, content, type);
        if (isLasting)
            file.PublishOver(Path.Join(folder, name));
        else
            file.Replace(Path.Join(folder, name));
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without an order in it, it is removed later.
        }
    }
}
