using System.Globalization;
using ComfyStudio.Images.Gallery;
using ComfyStudio.Images.Words;

namespace ComfyStudio.Images.Rows;

/// <summary>
/// Every image of the gallery as a row over columns: what lists, filters and sorts need, in some hundred bytes each. The rest is read from
/// the image's files when somebody asks. A row keeps its number as long as its file is there; numbers that became free are used again.
/// </summary>
internal sealed partial class ImageTable
{
    private const int NoNumber = -1;

    private readonly Stack<int> _free = [];
    private readonly HashSlots _byId = new();
    private readonly IColumn[] _columns;

    internal ImageTable()
    {
        Prompts = new TextShelf(Vocabulary, Postings);
        Negatives = new TextShelf(Vocabulary, postings: null);
        _columns =
        [
            Ids, Contents, Created, Bytes, Modified, Beside, Versions, Seeds, Cfgs, Flags, Ratings, Folder, Size, Prompt, Negative, Model, LoraSet,
            Template, Sampler, Scheduler, Engine, Source, Owner, Sequence, ParentSet, TagSet, AlbumSet, Steps, IndexInGroup, Jobs.Column, Groups.Column, Traces.Column,
        ];
        Grow(Capacity);
    }

    /// <summary>Rows are smaller than this; not all of them are taken.</summary>
    internal int Capacity { get; private set; } = 1;

    /// <summary>The rows that are taken. Row 0 never is.</summary>
    internal RowSet Live { get; private set; } = new(64);

    internal int Count { get; private set; }
    internal long TotalBytes { get; private set; }

    internal Vocabulary Vocabulary { get; } = new();
    internal Postings Postings { get; } = new();
    internal TextShelf Prompts { get; }
    internal TextShelf Negatives { get; }
    internal FileNames FileNames { get; } = new();
    internal ImageSizes Sizes { get; } = new();
    internal Names Folders { get; } = new();
    internal Names Models { get; } = new();
    internal NameSets Loras { get; } = new();
    internal Names Templates { get; } = new();
    internal Names Samplers { get; } = new();
    internal Names Schedulers { get; } = new();
    internal Names Engines { get; } = new();
    internal Names Sources { get; } = new();
    internal Names Owners { get; } = new();
    internal Names Sequences { get; } = new();
    internal NameSets Parents { get; } = new();
    internal NameSets Tags { get; } = new();
    internal NameSets Albums { get; } = new();
    internal HexIds Jobs { get; } = new();
    internal HexIds Groups { get; } = new();
    internal HexIds Traces { get; } = new();

    internal Column<UInt128> Ids { get; } = new();
    internal Column<UInt128> Contents { get; } = new();
    internal Column<long> Created { get; } = new();
    internal Column<long> Bytes { get; } = new();
    internal Column<long> Modified { get; } = new();
    internal Column<long> Beside { get; } = new();
    internal Column<ulong> Versions { get; } = new();
    internal Column<ulong> Seeds { get; } = new();
    internal Column<double> Cfgs { get; } = new();
    internal Column<RowFlags> Flags { get; } = new();
    internal Column<byte> Ratings { get; } = new();
    internal Column<int> Folder { get; } = new();
    internal Column<int> Size { get; } = new();
    internal Column<int> Prompt { get; } = new();
    internal Column<int> Negative { get; } = new();
    internal Column<int> Model { get; } = new();
    internal Column<int> LoraSet { get; } = new();
    internal Column<int> Template { get; } = new();
    internal Column<int> Sampler { get; } = new();
    internal Column<int> Scheduler { get; } = new();
    internal Column<int> Engine { get; } = new();
    internal Column<int> Source { get; } = new();
    internal Column<int> Owner { get; } = new();
    internal Column<int> Sequence { get; } = new();
    internal Column<int> ParentSet { get; } = new();
    internal Column<int> TagSet { get; } = new();
    internal Column<int> AlbumSet { get; } = new();
    internal Column<int> Steps { get; } = new();
    internal Column<int> IndexInGroup { get; } = new();

    /// <returns>0 when there is none.</returns>
    internal int Find(ImageId id)
    {
        foreach (var row in _byId.Find(HashOf(id.Value)))
        {
            if (Ids[row] == id.Value)
                return row;
        }

        return 0;
    }

    /// <summary>Writes an image into its row, or a new one.</summary>
    internal int Set(ImageRecord image, GalleryFile file)
    {
        var row = Find(image.Id);
        if (row == 0)
            row = Take(image);
        else
            TotalBytes -= Bytes[row];
        TotalBytes += image.Bytes;
        Fill(row, image, file);
        return row;
    }

    internal void SetMarks(int row, ImageMarks marks)
    {
        Ratings[row] = (byte)Math.Clamp(marks.Rating, 0, 5);
        Flags[row] = marks.IsFavorite ? Flags[row] | RowFlags.Favorite : Flags[row] & ~RowFlags.Favorite;
        TagSet[row] = Tags.Add(marks.Tags);
        AlbumSet[row] = Albums.Add(marks.Albums);
    }

    internal void Remove(int row)
    {
        _byId.Remove(HashOf(Ids[row]), row);
        Live.Remove(row);
        Jobs.Set(row, null);
        Groups.Set(row, null);
        Traces.Set(row, null);
        FileNames.Forget(row);
        Count--;
        TotalBytes -= Bytes[row];
        _free.Push(row);
    }

    internal string PathOf(int row) => Folders[Folder[row]] is { } folder ? $"{folder}/{FileNames.NameOf(row)}" : FileNames.NameOf(row);

    private int Take(ImageRecord image)
    {
        if (!_free.TryPop(out var row))
        {
            row = Capacity++;
            Grow(Capacity);
        }

        Live.Add(row);
        Count++;
        Ids[row] = image.Id.Value;
        _byId.Add(HashOf(image.Id.Value), row, known => HashOf(Ids[known]));
        var slash = image.RelativePath.LastIndexOf('/');
        Folder[row] = slash < 0 ? Names.None : Folders.Add(image.RelativePath[..slash]);
        FileNames.Set(row, image.RelativePath[(slash + 1)..]);
        Contents[row] = 0;
        Flags[row] = RowFlags.None;
        SetMarks(row, ImageMarks.None);
        return row;
    }

    private void Grow(int rows)
    {
        foreach (var column in _columns)
            column.Grow(rows);
        FileNames.Grow(rows);
        Live.Grow(rows);
    }

    private void Fill(int row, ImageRecord image, GalleryFile file)
    {
        // What was hashed stays known as long as the file is the same: a text beside it changes nothing in it.
        if (image.Content is not null || Bytes[row] != image.Bytes || Modified[row] != file.Image.ModifiedTicks)
            Contents[row] = image.Content?.Value ?? 0;
        Created[row] = image.CreatedAt.UtcTicks;
        Bytes[row] = image.Bytes;
        Modified[row] = file.Image.ModifiedTicks;
        Beside[row] = file.BesideStamp;
        Versions[row] = ulong.Parse(image.Version, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        Size[row] = Sizes.Add(image.Width, image.Height);
        Flags[row] = FlagsOf(image) | (Flags[row] & RowFlags.Favorite);
        FillMaking(row, image.Making ?? new ImageMaking());
    }

    private void FillMaking(int row, ImageMaking making)
    {
        Prompt[row] = Prompts.Add(making.Prompt);
        Negative[row] = Negatives.Add(making.Negative);
        Model[row] = Models.Add(making.Model);
        LoraSet[row] = Loras.Add(making.Loras.Select(lora => lora.Name));
        Seeds[row] = making.Seed ?? 0;
        Steps[row] = making.Steps ?? NoNumber;
        Cfgs[row] = making.Cfg ?? double.NaN;
        Sampler[row] = Samplers.Add(making.Sampler);
        Scheduler[row] = Schedulers.Add(making.Scheduler);
        Template[row] = Templates.Add(making.TemplateId);
        Engine[row] = Engines.Add(making.Engine is { } engine ? EngineName.Join(engine) : null);
        Source[row] = Sources.Add(making.Source);
        Owner[row] = Owners.Add(making.Owner);
        Sequence[row] = Sequences.Add(making.SequenceId);
        ParentSet[row] = Parents.Add(making.Parents);
        IndexInGroup[row] = making.IndexInGroup ?? NoNumber;
        Jobs.Set(row, making.JobId);
        Groups.Set(row, making.GroupId);
        Traces.Set(row, making.TraceId);
    }

    private static RowFlags FlagsOf(ImageRecord image) =>
        (image.Making is null ? RowFlags.None : RowFlags.HasMaking)
        | (image.Making?.Seed is null ? RowFlags.None : RowFlags.HasSeed)
        | image.Motion switch
        {
            ImageMotion.Animation => RowFlags.Animation,
            ImageMotion.Video => RowFlags.Video,
            _ => RowFlags.None,
        };

    private static uint HashOf(UInt128 id) => (uint)id ^ (uint)(id >> 64);
}

[Flags]
internal enum RowFlags : byte
{
    None = 0,
    HasMaking = 1,
    Favorite = 2,
    Missing = 4,
    Animation = 8,
    Video = 16,
    HasSeed = 32,
}
