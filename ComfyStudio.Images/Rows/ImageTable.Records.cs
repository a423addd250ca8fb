using System.Globalization;

namespace ComfyStudio.Images.Rows;

internal sealed partial class ImageTable
{
    /// <summary>What the row knows of its image: all that lists show.</summary>
    /// <param name="marks">Of its content.</param>
    internal ImageRecord RecordOf(int row, ImageMarks marks)
    {
        var (width, height) = Sizes[Size[row]];
        return new ImageRecord
        {
            Id = new ImageId(Ids[row]),
            RelativePath = PathOf(row),
            Bytes = Bytes[row],
            Width = width,
            Height = height,
            CreatedAt = CreatedAt(row),
            Version = Versions[row].ToString("x16", CultureInfo.InvariantCulture),
            Making = Flags[row].HasFlag(RowFlags.HasMaking) ? MakingOf(row) : null,
            Content = ContentOf(row),
            Motion = Flags[row].HasFlag(RowFlags.Animation) ? ImageMotion.Animation : Flags[row].HasFlag(RowFlags.Video) ? ImageMotion.Video : ImageMotion.Image,
            IsMissing = Flags[row].HasFlag(RowFlags.Missing),
            Marks = marks,
        };
    }

    internal DateTimeOffset CreatedAt(int row) => new(Created[row], TimeSpan.Zero);

    internal ContentHash? ContentOf(int row) => Contents[row] == 0 ? null : new ContentHash(Contents[row]);

    internal ulong? SeedOf(int row) => Flags[row].HasFlag(RowFlags.HasSeed) ? Seeds[row] : null;

    private ImageMaking MakingOf(int row) => new()
    {
        Prompt = Prompts.TextOf(Prompt[row]),
        Negative = Negatives.TextOf(Negative[row]),
        Model = Models[Model[row]],
        Seed = SeedOf(row),
        Steps = Steps[row] == NoNumber ? null : Steps[row],
        Cfg = double.IsNaN(Cfgs[row]) ? null : Cfgs[row],
        Sampler = Samplers[Sampler[row]],
        Scheduler = Schedulers[Scheduler[row]],
        TemplateId = Templates[Template[row]],
        Owner = Owners[Owner[row]],
        JobId = Jobs[row],
        GroupId = Groups[row],
        TraceId = Traces[row],
        IndexInGroup = IndexInGroup[row] == NoNumber ? null : IndexInGroup[row],
        SequenceId = Sequences[Sequence[row]],
        Engine = Engines[Engine[row]] is { } engine ? EngineName.Split(engine) : null,
        Parents = Parents.NamesOf(ParentSet[row]),
        Source = Sources[Source[row]],
    };
}
