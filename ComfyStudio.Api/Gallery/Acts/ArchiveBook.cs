using System.Collections.Concurrent;
using System.Security.Cryptography;
using ComfyStudio.Images;

namespace ComfyStudio.Api.Gallery.Acts;

/// <summary>Archives that somebody asked for and did not fetch yet. They live as long as this process, and ten minutes at most.</summary>
internal sealed class ArchiveBook(TimeProvider time)
{
    private const int Most = 100;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (Archive Archive, DateTimeOffset Until)> _archives = new();

    public string Add(Archive archive)
    {
        foreach (var (old, kept) in _archives.OrderBy(kept => kept.Value.Until).ToList())
        {
            if (kept.Until <= time.GetUtcNow() || _archives.Count >= Most)
                _archives.TryRemove(old, out _);
        }

        // Whoever knows the address gets the images, so nobody may guess it.
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _archives[id] = (archive, time.GetUtcNow() + Life);
        return id;
    }

    /// <returns>Null when it was taken already or is too old.</returns>
    public Archive? Take(string id) => _archives.TryRemove(id, out var found) && found.Until > time.GetUtcNow() ? found.Archive : null;
}

/// <param name="Images">Gone through once, when it is sent.</param>
internal sealed record Archive(IEnumerable<ImageRecord> Images, bool HasSidecars)
{
    /// <summary>Something that goes in front of the images.</summary>
    public ArchiveExtra? Extra { get; init; }
}

internal sealed record ArchiveExtra(string Name, byte[] Content);
