using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ComfyStudio.Images;

/// <summary>
/// A few bytes of blur for each image (<see cref="Formats.ThumbHash"/>), in one file of small records: the Thumbnailer adds to it, the gallery reads
/// what was added since it looked last. It can be deleted at any time, as the thumbnails can.
/// </summary>
/// <remarks>
/// The file: 16 bytes of head, eight that name the format and eight that change whenever the file is written anew; then records of 40 bytes: eight
/// of key, one of length (255: the image cannot be read), the hash, zeros.
/// </remarks>
public sealed class ImagePlaceholders(ImageRoot root, TimeProvider time) : IDisposable
{
    private const string Name = $"{ThumbnailSpec.Folder}/placeholders";
    private const int HeadLength = 16;
    private const int RecordLength = 40;
    private const int KeyLength = 8;
    private const int MaxHash = RecordLength - KeyLength - 1;
    private const byte Unreadable = 255;

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, int> _places = [];
    private readonly List<byte[]> _hashes = [];
    private byte[] _head = [];
    private long _read;
    private long _lookedAt;
    private FileStream? _writer;

    private static ReadOnlySpan<byte> Format => "ThumbH 1"u8;

    private string FilePath => Path.Join(root.FullPath, Name);

    /// <returns>The ThumbHash, base64; null while there is none.</returns>
    public string? Find(ImageRecord image) => Find(image.RelativePath, image.Version) is { Length: > 0 } hash ? Convert.ToBase64String(hash) : null;

    /// <returns>Null when nobody tried; empty when the image could not be read.</returns>
    public byte[]? Find(string relativePath, string version)
    {
        lock (_gate)
        {
            if (_writer is null)
                CatchUp();
            return _places.TryGetValue(KeyOf(relativePath, version), out var place) ? _hashes[place] : null;
        }
    }

    /// <summary>For the one process that makes thumbnails.</summary>
    /// <param name="hash">Empty: the image cannot be read.</param>
    /// <exception cref="IOException">It cannot be written; the record is not kept.</exception>
    public void Add(string relativePath, string version, byte[] hash)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hash.Length, MaxHash);
        lock (_gate)
        {
            var key = KeyOf(relativePath, version);
            if (_places.TryGetValue(key, out var place) && _hashes[place].AsSpan().SequenceEqual(hash))
                return;
            Append(OpenWriter(), key, hash);
            Note(key, hash);
        }
    }

    public static ulong KeyOf(string relativePath, string version) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{relativePath}\n{version}")));

    public void Dispose() => _writer?.Dispose();

    private void CatchUp()
    {
        if (_lookedAt != 0 && time.GetElapsedTime(_lookedAt) < LookAgain)
            return;
        _lookedAt = time.GetTimestamp();
        try
        {
            using var file = new FileStream(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            ReadNew(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // None yet, or its disk is away: what is known stays.
        }
    }

    private void ReadNew(FileStream file)
    {
        var head = new byte[HeadLength];
        if (file.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false) < HeadLength || !head.AsSpan().StartsWith(Format))
            return;
        if (!head.AsSpan().SequenceEqual(_head))
            Forget();
        _head = head;
        file.Position = _read = Math.Max(_read, HeadLength);

        // The last record may be half written; it is read when it is whole.
        var records = new byte[(file.Length - _read) / RecordLength * RecordLength];
        records = records[..(file.ReadAtLeast(records, records.Length, throwOnEndOfStream: false) / RecordLength * RecordLength)];
        _read += records.Length;
        for (var i = 0; i < records.Length; i += RecordLength)
            Note(records.AsSpan(i, RecordLength));
    }

    private void Note(ReadOnlySpan<byte> record)
    {
        var length = record[KeyLength];
        if (length is Unreadable or (> 0 and <= MaxHash))
            Note(BinaryPrimitives.ReadUInt64LittleEndian(record), length == Unreadable ? [] : record.Slice(KeyLength + 1, length).ToArray());
    }

    private void Note(ulong key, byte[] hash)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, key, out var isKnown);
        if (isKnown)
        {
            _hashes[place] = hash;
            return;
        }

        place = _hashes.Count;
        _hashes.Add(hash);
    }

    private FileStream OpenWriter()
    {
        if (_writer is not null && File.Exists(FilePath))
            return _writer;
        root.RequireOnline();
        Forget();
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        var file = new FileStream(FilePath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        ReadNew(file);
        if (_head.Length == 0)
        {
            file.SetLength(0);
            file.Write(_head = NewHead());
            _read = HeadLength;
        }

        // A record that a killed writer left half is written over.
        file.Position = _read;
        file.SetLength(_read);
        return _writer = file;
    }

    private static void Append(FileStream file, ulong key, ReadOnlySpan<byte> hash)
    {
        Span<byte> record = stackalloc byte[RecordLength];
        record.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(record, key);
        record[KeyLength] = hash.Length == 0 ? Unreadable : (byte)hash.Length;
        hash.CopyTo(record[(KeyLength + 1)..]);
        file.Write(record);
    }

    private void Forget()
    {
        _writer?.Dispose();
        _writer = null;
        _places.Clear();
        _hashes.Clear();
        _head = [];
        _read = 0;
    }

    private static byte[] NewHead() => [.. Format, .. RandomNumberGenerator.GetBytes(HeadLength - Format.Length)];
}
