using System.Buffers.Binary;
using System.Text;
using ComfyStudio.Images.Formats;

namespace ComfyStudio.Images.Metadata;

/// <summary>
/// What a program noted in a video, by keyword: the metadata of an MP4, named or in Apple's four letters, and the tags of a WebM. ComfyUI
/// writes <c>prompt</c> and <c>workflow</c> there, and packages write both into the comment.
/// </summary>
public static class VideoTexts
{
    private const uint Ebml = 0x1A45DFA3;
    private const string Comment = "comment";

    // Parts within parts, as anybody may nest them.
    private const int MaxDepth = 8;

    public static bool IsVideo(ReadOnlySpan<byte> file) => Mp4Header.IsStart(file) || IsWebM(file);

    /// <summary>As of a file in memory, but nothing is read except what may hold texts.</summary>
    internal static IReadOnlyDictionary<string, string> Read(Stream file)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (isMp4, part) in VideoTextParts.Find(file))
        {
            if (isMp4)
                ReadBoxes(part, [], texts, depth: 0);
            else
                ReadTags(part, texts, depth: 0);
        }

        return texts;
    }

    /// <returns>Empty when there are none, or it is no such video; what could be read of one that is damaged.</returns>
    public static IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> file)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (Mp4Header.IsStart(file))
            ReadBoxes(file, [], texts, depth: 0);
        else if (IsWebM(file))
            ReadTags(file, texts, depth: 0);
        return texts;
    }

    private static bool IsWebM(ReadOnlySpan<byte> file) => file.Length > 12 && BinaryPrimitives.ReadUInt32BigEndian(file) == Ebml;

    // Size, type, content; a size of 1 stands for a longer one behind the type, and 0 for the rest of the file.
    private static void ReadBoxes(ReadOnlySpan<byte> boxes, List<string> keys, Dictionary<string, string> texts, int depth)
    {
        while (boxes.Length >= 8 && depth < MaxDepth)
        {
            var size = (ulong)BinaryPrimitives.ReadUInt32BigEndian(boxes);
            var head = 8;
            if (size == 1 && boxes.Length >= 16)
                (size, head) = (BinaryPrimitives.ReadUInt64BigEndian(boxes[8..]), 16);
            if (size == 0 || size > (ulong)boxes.Length)
                size = (ulong)boxes.Length;
            if (size < (ulong)head)
                return;
            ReadBox(boxes[4..8], boxes[head..(int)size], keys, texts, depth + 1);
            boxes = boxes[(int)size..];
        }
    }

    private static void ReadBox(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content, List<string> keys, Dictionary<string, string> texts, int depth)
    {
        if (type.SequenceEqual("moov"u8) || type.SequenceEqual("udta"u8))
            ReadBoxes(content, [], texts, depth);
        else if (type.SequenceEqual("meta"u8))
            ReadBoxes(content.Length >= 8 && content[4..8].SequenceEqual("hdlr"u8) ? content : content[Math.Min(4, content.Length)..], [], texts, depth);
        else if (type.SequenceEqual("keys"u8))
            ReadKeys(content, keys);
        else if (type.SequenceEqual("ilst"u8))
            ReadItems(content, keys, texts);
    }

    // Version, count, and for each its size, a namespace and the name.
    private static void ReadKeys(ReadOnlySpan<byte> content, List<string> keys)
    {
        content = content[Math.Min(8, content.Length)..];
        while (content.Length >= 8 && BinaryPrimitives.ReadUInt32BigEndian(content) is >= 8 and var size && size <= content.Length)
        {
            keys.Add(Encoding.UTF8.GetString(content[8..(int)size]));
            content = content[(int)size..];
        }
    }

    // An item's type is its key's number, or Apple's name for it; inside is a box with the value behind its kind and language.
    private static void ReadItems(ReadOnlySpan<byte> items, List<string> keys, Dictionary<string, string> texts)
    {
        while (items.Length >= 8 && BinaryPrimitives.ReadUInt32BigEndian(items) is >= 8 and var size && size <= items.Length)
        {
            var type = items[4..8];
            var content = items[8..(int)size];
            var number = BinaryPrimitives.ReadUInt32BigEndian(type);
            var name = type[0] == 0xA9 && type[1..].SequenceEqual("cmt"u8) ? Comment : number >= 1 && number <= keys.Count ? keys[(int)number - 1] : null;
            if (name is not null && content.Length > 16 && content[4..8].SequenceEqual("data"u8))
                texts.TryAdd(name, Encoding.UTF8.GetString(content[16..]));
            items = items[(int)size..];
        }
    }

    // Elements within elements; what holds tags is entered, and everything else passed over.
    private static void ReadTags(ReadOnlySpan<byte> elements, Dictionary<string, string> texts, int depth)
    {
        string? name = null;
        while (depth < MaxDepth && TryReadElement(ref elements, out var id, out var content))
        {
            if (id is 0x18538067 or 0x1254C367 or 0x7373 or 0x67C8)
                ReadTags(content, texts, depth + 1);
            else if (id == 0x45A3)
                name = Encoding.UTF8.GetString(content);
            else if (id == 0x4487 && name is not null)
                texts.TryAdd(name, Encoding.UTF8.GetString(content));
        }
    }

    private static bool TryReadElement(ref ReadOnlySpan<byte> elements, out ulong id, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (!TryReadNumber(ref elements, keepsMarker: true, out id) || !TryReadNumber(ref elements, keepsMarker: false, out var size))
            return false;
        // A live stream does not know its length: then it is the rest.
        var length = (int)Math.Min(size, (ulong)elements.Length);
        content = elements[..length];
        elements = elements[length..];
        return true;
    }

    // As many bytes as the first has leading zeros, and one more.
    private static bool TryReadNumber(ref ReadOnlySpan<byte> bytes, bool keepsMarker, out ulong number)
    {
        number = 0;
        if (bytes.IsEmpty || bytes[0] == 0)
            return false;
        var length = System.Numerics.BitOperations.LeadingZeroCount((uint)bytes[0]) - 24 + 1;
        if (length > bytes.Length)
            return false;
        number = keepsMarker ? bytes[0] : (ulong)(bytes[0] & ((1 << (8 - length)) - 1));
        for (var i = 1; i < length; i++)
            number = (number << 8) | bytes[i];
        bytes = bytes[length..];
        return true;
    }
}
