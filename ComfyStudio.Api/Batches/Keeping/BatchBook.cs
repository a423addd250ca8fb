using System.Collections.Concurrent;
using System.Text.Json;
using ComfyStudio.Images;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Batches.Keeping;

/// <summary>All batches: those that the queue knows, and those of which only the files are left.</summary>
internal sealed partial class BatchBook(JobQueue queue, StudioFiles files, ILogger<BatchBook> logger)
{
    public const string Kind = "batch";

    private readonly ConcurrentDictionary<GroupId, (long Revision, JobGroup Group, BatchRecord Record)> _groups = new();
    private readonly ConcurrentDictionary<GroupId, (string Stamp, BatchFile? File)> _files = new();

    /// <summary>Whoever's it is. Null when there is none.</summary>
    public async Task<Batch?> FindAsync(GroupId id, CancellationToken cancellationToken) =>
        await queue.FindStandingAsync(id, cancellationToken) is { } standing
            ? await FromQueueAsync(id, standing, cancellationToken)
            : FromFile(id);

    public Task<IReadOnlyList<GroupId>> ListKnownToQueueAsync(CancellationToken cancellationToken) => queue.ListDescribedAsync(Kind, cancellationToken);

    /// <summary>The latest first, those before <paramref name="after"/>.</summary>
    public async Task<IReadOnlyList<Batch>> ListAsync(string owner, GroupId? after, int most, CancellationToken cancellationToken)
    {
        var known = (await ListKnownToQueueAsync(cancellationToken)).Concat(OnDisk()).Distinct()
            .Select(id => (Id: id, Name: id.ToString())).OrderByDescending(id => id.Name, StringComparer.Ordinal)
            .SkipWhile(id => after is { } last && string.CompareOrdinal(id.Name, last.ToString()) >= 0);
        var found = new List<Batch>();
        foreach (var (id, _) in known)
        {
            if (await FindAsync(id, cancellationToken) is { } batch && batch.Owner == owner)
                found.Add(batch);
            if (found.Count == most)
                break;
        }

        return found;
    }

    /// <returns>Null when there is no file, or it cannot be read now.</returns>
    public BatchFile? FindFile(GroupId id)
    {
        try
        {
            var path = BatchFile.PathOf(id);
            if (files.StampOf(path) is not { } stamp)
                return null;
            if (_files.TryGetValue(id, out var known) && known.Stamp == stamp)
                return known.File;
            var read = files.Read(path) is { } bytes ? JsonSerializer.Deserialize(bytes, BatchFileJson.Default.BatchFile) : null;
            _files[id] = (stamp, read);
            return read;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            LogUnreadable(id, exception.Message);
            return null;
        }
    }

    /// <returns>False when it could not be written now; <see cref="BatchKeeper"/> sees to it.</returns>
    public bool TryWrite(BatchFile file)
    {
        try
        {
            files.Write(BatchFile.PathOf(file.Id), JsonSerializer.SerializeToUtf8Bytes(file, BatchFileJson.Default.BatchFile));
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(file.Id, exception.Message);
            return false;
        }
    }

    /// <summary>Forgets what it was; its jobs and images stay.</summary>
    /// <exception cref="IOException">The images folder is away: nothing is forgotten.</exception>
    public async Task ForgetAsync(GroupId id, CancellationToken cancellationToken)
    {
        files.Delete(BatchFile.PathOf(id));
        await queue.UndescribeAsync(id, cancellationToken);
        _groups.TryRemove(id, out _);
        _files.TryRemove(id, out _);
    }

    private async Task<Batch?> FromQueueAsync(GroupId id, GroupStanding standing, CancellationToken cancellationToken)
    {
        if (!_groups.TryGetValue(id, out var known) || known.Revision != standing.Revision)
        {
            if (await queue.FindGroupAsync(id, cancellationToken) is not { Kind: Kind, About: { } about } group)
                return null;
            known = (group.Revision, group with { Jobs = [], About = null }, JsonSerializer.Deserialize(about, BatchFileJson.Default.BatchRecord)!);
            Remember(id, known);
        }

        return new Batch(id, known.Group.Owner, known.Group.CreatedAt, known.Record, known.Revision, standing);
    }

    // Looking at many old ones leaves no more than these in memory.
    private void Remember(GroupId id, (long, JobGroup, BatchRecord) read)
    {
        const int most = 200;
        foreach (var old in _groups.Count >= most ? _groups.Keys.Take(_groups.Count - most + 1) : [])
            _groups.TryRemove(old, out _);
        foreach (var old in _files.Count >= most ? _files.Keys.Take(_files.Count - most + 1) : [])
            _files.TryRemove(old, out _);
        _groups[id] = read;
    }

    private Batch? FromFile(GroupId id) =>
        FindFile(id) is { } file ? new Batch(id, file.Owner, file.CreatedAt, file.Batch, file.Revision, Standing: null) : null;

    private IEnumerable<GroupId> OnDisk()
    {
        try
        {
            return [.. files.Folders(BatchFile.Folder).Select(name => GroupId.TryParse(name, null, out var id) ? id : (GroupId?)null).OfType<GroupId>()];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The queue still tells of those that it knows.
            return [];
        }
    }

    [LoggerMessage(LogLevel.Warning, "What is noted of batch {BatchId} cannot be read: {Reason}")]
    private partial void LogUnreadable(GroupId batchId, string reason);

    [LoggerMessage(LogLevel.Warning, "What batch {BatchId} is cannot be noted on the disk yet: {Reason}")]
    private partial void LogNotWritten(GroupId batchId, string reason);
}
