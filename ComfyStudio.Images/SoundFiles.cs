using ComfyStudio.Images.Formats;
using ComfyStudio.Images.Storage;

namespace ComfyStudio.Images;

/// <summary>Sounds that people lay under their films, beside the pictures that they brought (<see cref="InputFiles"/>) and kept as those are: once, by content.</summary>
public sealed class SoundFiles(InputFiles inputs, ImageRoot root, TimeProvider time)
{
    /// <summary>Stores a file whole or not at all. The same bytes again are answered with the first file.</summary>
    /// <param name="mostBytes">Nothing larger is stored.</param>
    /// <exception cref="ImageRootOfflineException">The images root vanished.</exception>
    /// <exception cref="IOException">The disk is full or the file cannot be written; nothing is left behind.</exception>
    public async Task<StoredSound> StoreAsync(Stream content, long mostBytes, CancellationToken cancellationToken)
    {
        root.Open();
        Directory.CreateDirectory(inputs.Folder);
        using var file = TemporaryFile.Create(inputs.Folder, time);
        if (await HashedCopy.RunAsync(content, file.Content, (_, sofar) => sofar <= mostBytes, cancellationToken) is not { } id)
            return new StoredSound.TooLarge();
        if (await SniffAsync(file.Content, cancellationToken) is not { } format)
            return new StoredSound.NoSound();
        var sound = new SoundFile(id, inputs.PathOf(id + format.Extension), file.Content.Length, format.ContentType);
        var isNew = file.TryPublish(sound.Path);
        if (!isNew)
            inputs.NoteUse(sound.Path);
        return new StoredSound.Done(sound, isNew);
    }

    /// <summary>As <see cref="Find"/>, by somebody who is about to need it: it counts as used now.</summary>
    public SoundFile? Use(string id)
    {
        var sound = Find(id);
        if (sound is not null)
            inputs.NoteUse(sound.Path);
        return sound;
    }

    /// <param name="id">64 hexadecimal digits, the letters small; anything else is found nowhere.</param>
    public SoundFile? Find(string id)
    {
        if (!InputFiles.IsId(id) || !Directory.Exists(inputs.Folder))
            return null;
        return Directory.EnumerateFiles(inputs.Folder, id + ".*").Select(path => (Path: path, Format: SoundFormat.OfFile(path))).FirstOrDefault(file => file.Format is not null)
            is { Format: { } format, Path: var path } ? new SoundFile(id, path, new FileInfo(path).Length, format.ContentType) : null;
    }

    /// <summary>One that turned out to be none.</summary>
    public void Remove(SoundFile sound)
    {
        root.RequireOnline();
        File.Delete(inputs.PathOf(Path.GetFileName(sound.Path)));
    }

    private static async Task<SoundFormat?> SniffAsync(Stream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var start = new byte[SoundFormat.SignatureLength];
        var length = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        return SoundFormat.Sniff(start.AsSpan(0, length));
    }
}

/// <param name="Id">The SHA-256 of its bytes, lower-case hexadecimal.</param>
/// <param name="Path">Full path.</param>
public sealed record SoundFile(string Id, string Path, long Bytes, string ContentType);

/// <summary>What became of a file that was to be stored.</summary>
public abstract record StoredSound
{
    private StoredSound()
    {
    }

    /// <param name="IsNew">It was not there before.</param>
    public sealed record Done(SoundFile File, bool IsNew) : StoredSound;

    /// <summary>Not a WAV, MP3, M4A, OGG or FLAC, whatever its name says.</summary>
    public sealed record NoSound : StoredSound;

    public sealed record TooLarge : StoredSound;
}
