using ComfyStudio.Images.Words;

namespace ComfyStudio.Images.Rows;

// A snapshot is the columns as they are, with the texts that are still in use. Postings and tables of hashes are made anew from it:
// that is quicker than reading them.
internal sealed partial class ImageTable
{
    /// <param name="rows">Row 0, then those that are taken, in the order they shall have.</param>
    internal void Write(BinaryWriter to, ReadOnlySpan<int> rows)
    {
        to.Write(rows.Length);
        WriteVocabulary(to);
        WriteNames(to);
        var prompts = WriteTexts(to, Prompts, Prompt, rows);
        var negatives = WriteTexts(to, Negatives, Negative, rows);
        foreach (var column in _columns.Where(column => column != Prompt && column != Negative))
            column.Write(to.BaseStream, rows);
        WriteMapped(to, Prompt, prompts, rows);
        WriteMapped(to, Negative, negatives, rows);
        Jobs.WriteOdd(to, rows);
        Groups.WriteOdd(to, rows);
        Traces.WriteOdd(to, rows);
        foreach (var row in rows[1..])
            to.Write(FileNames.NameOf(row));
    }

    /// <summary>Into an empty table. The rows are numbered from 1 in the order they were written in.</summary>
    internal void Read(BinaryReader from)
    {
        var count = from.ReadInt32();
        ReadVocabulary(from);
        ReadNames(from);
        ReadTexts(from, Prompts);
        ReadTexts(from, Negatives);
        foreach (var column in _columns.Where(column => column != Prompt && column != Negative))
            column.Read(from.BaseStream, count);
        Prompt.Read(from.BaseStream, count);
        Negative.Read(from.BaseStream, count);
        Jobs.ReadOdd(from);
        Groups.ReadOdd(from);
        Traces.ReadOdd(from);
        Adopt(from, count);
    }

    private void Adopt(BinaryReader from, int count)
    {
        Capacity = count;
        Grow(count);
        for (var row = 1; row < count; row++)
        {
            FileNames.Set(row, from.ReadString());
            _byId.Add(HashOf(Ids[row]), row, known => HashOf(Ids[known]));
            Live.Add(row);
            TotalBytes += Bytes[row];
        }

        Count = count - 1;
    }

    private void WriteVocabulary(BinaryWriter to)
    {
        to.Write(Vocabulary.Count - 1);
        for (var piece = 1; piece < Vocabulary.Count; piece++)
        {
            to.Write(Vocabulary[piece]);
            to.Write(Vocabulary.TermOf(piece));
        }
    }

    private void ReadVocabulary(BinaryReader from)
    {
        for (var left = from.ReadInt32(); left > 0; left--)
            Vocabulary.Read(from.ReadString(), from.ReadInt32());
        Vocabulary.Sort(always: true);
    }

    private void WriteNames(BinaryWriter to)
    {
        Sizes.Write(to);
        foreach (var names in AllNames())
            names.Write(to);
        foreach (var sets in AllSets())
            sets.Write(to);
    }

    private void ReadNames(BinaryReader from)
    {
        Sizes.Read(from);
        foreach (var names in AllNames())
            names.Read(from);
        foreach (var sets in AllSets())
            sets.Read(from);
    }

    private IEnumerable<Names> AllNames() => [Folders, Models, Templates, Samplers, Schedulers, Engines, Sources, Owners, Sequences];

    private IEnumerable<NameSets> AllSets() => [Loras, Parents, Tags, Albums];

    /// <returns>The new number of each text that is in use.</returns>
    private static int[] WriteTexts(BinaryWriter to, TextShelf shelf, Column<int> column, ReadOnlySpan<int> rows)
    {
        var isUsed = new bool[shelf.Count];
        foreach (var row in rows)
            isUsed[column[row]] = true;
        isUsed[TextShelf.None] = false;
        to.Write(isUsed.Count(used => used));
        var (numbers, next) = (new int[shelf.Count], TextShelf.None);
        for (var text = 1; text < isUsed.Length; text++)
        {
            if (!isUsed[text])
                continue;
            numbers[text] = ++next;
            var coded = shelf.CodedOf(text);
            to.Write7BitEncodedInt(coded.Length);
            to.Write(coded);
        }

        return numbers;
    }

    private static void ReadTexts(BinaryReader from, TextShelf shelf)
    {
        for (var left = from.ReadInt32(); left > 0; left--)
            shelf.AddCoded(from.ReadBytes(from.Read7BitEncodedInt()));
    }

    private static void WriteMapped(BinaryWriter to, Column<int> column, int[] numbers, ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
            to.Write(numbers[column[row]]);
    }
}
