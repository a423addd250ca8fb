using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Sequences.Document;

/// <summary>All sequences. The files are the truth: one that somebody changes or brings back by hand is read anew.</summary>
internal sealed partial class SequenceBook(StudioFiles files, TimeProvider time, ILogger<SequenceBook> logger)
{
    /// <summary>Of the groups of its jobs.</summary>
    public const string Kind = "sequence";

    public const string Folder = "sequences";
    private const string FileName = "sequence.json";

    // Beside the document, so that it says nothing of the sequence itself and a half-done deletion is none.
    private const string DeletedMark = "deleted.json";

    /// <summary>How a file is read: it may come from anybody, or from somebody's editor.</summary>
    public static readonly JsonTypeInfo<Sequence> Content = (JsonTypeInfo<Sequence>)new JsonSerializerOptions(SequenceFileJson.Default.Options)
    {
        TypeInfoResolver = SequenceFileJson.Default.WithAddedModifier(NoNullElements.Refuse),
    }.GetTypeInfo(typeof(Sequence));

    private readonly ConcurrentDictionary<string, (string Stamp, Sequence? Sequence)> _read = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new();

    /// <summary>Ids of those with something under way, as far as they were read since the start.</summary>
    public IReadOnlyList<string> Open => [.. _read.Where(read => read.Value.Sequence?.Runs.Any(run => run.EndedAt is null) is true).Select(read => read.Key)];

    public static string PathOf(string id, string name) => $"{Folder}/{id}/{name}";

    public string NewId() => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    /// <summary>The latest changed first.</summary>
    /// <exception cref="ImageRootOfflineException">The images root is away.</exception>
    public IReadOnlyList<Sequence> List(string owner) =>
        [.. All().Where(sequence => sequence.Owner == owner).OrderByDescending(sequence => sequence.UpdatedAt).ThenByDescending(sequence => sequence.Id, StringComparer.Ordinal)];

    public IEnumerable<Sequence> All() => files.Folders(Folder).Where(IsId).Select(Read).OfType<Sequence>();

    /// <returns>Null when there is none, or it is somebody else's.</returns>
    /// <exception cref="ImageRootOfflineException">The images root is away.</exception>
    public Sequence? Find(string id, string owner) => Read(id) is { } sequence && sequence.Owner == owner ? sequence : null;

    public Sequence? Read(string id)
    {
        if (!IsId(id) || files.StampOf(PathOf(id, DeletedMark)) is not null)
            return null;
        if (files.StampOf(PathOf(id, FileName)) is not { } stamp)
            return null;
        if (_read.TryGetValue(id, out var known) && known.Stamp == stamp)
            return known.Sequence;
        var sequence = Parse(id, files.Read(PathOf(id, FileName)));
        _read[id] = (stamp, sequence);
        return sequence;
    }

    /// <summary>On the disk before this returns.</summary>
    /// <exception cref="ImageRootOfflineException">The images root is away.</exception>
    /// <exception cref="IOException">The disk is full or the file cannot be written; the last one stays.</exception>
    public Sequence Save(Sequence sequence)
    {
        files.Write(PathOf(sequence.Id, FileName), JsonSerializer.SerializeToUtf8Bytes(sequence, SequenceFileJson.Default.Sequence));
        _read[sequence.Id] = (files.StampOf(PathOf(sequence.Id, FileName)) ?? "", sequence);
        return sequence;
    }

    /// <summary>One at a time: whoever changes a sequence reads, changes and saves it in here.</summary>
    public async Task<T> AloneAsync<T>(string id, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var gate = _gates.GetOrAdd(id, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            gate.Release();
        }
    }

    public void MarkDeleted(string id, byte[] mark) => files.Write(PathOf(id, DeletedMark), mark);

    /// <returns>What was noted with the deletion; null when there is none to take back.</returns>
    public byte[]? ReadDeleted(string id) => IsId(id) ? files.Read(PathOf(id, DeletedMark)) : null;

    public void UnmarkDeleted(string id) => files.Delete(PathOf(id, DeletedMark));

    private Sequence? Parse(string id, byte[]? content)
    {
        if (content is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize(content, Content) is { } sequence && sequence.Id == id ? sequence : null;
        }
        catch (JsonException exception)
        {
            LogUnreadable(id, exception.Message);
            return null;
        }
    }

    private static bool IsId(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);

    [LoggerMessage(LogLevel.Error, "The sequence {SequenceId} is left out: its file cannot be understood and is left as it is: {Reason}")]
    private partial void LogUnreadable(string sequenceId, string reason);
}
