using ComfyStudio.Images.Rows;

namespace ComfyStudio.Images.Search;

/// <summary>Finds the rows that a filter means. Each of its conditions is one walk over one column; together they are intersections of bits.</summary>
internal sealed class RowFinder(ImageTable table)
{
    internal RowSet Find(ImageFilter filter) => Conditions(filter).Aggregate(table.Live.Copy(), (rows, condition) => rows.And(condition.Rows));

    /// <summary>What each part of a filter means, and which property it is about.</summary>
    internal IReadOnlyList<(Facet Facet, RowSet Rows)> Conditions(ImageFilter filter)
    {
        var conditions = new List<(Facet, RowSet)>();
        AddNamed(Facet.Model, table.Model, table.Models, filter.Models);
        AddSet(Facet.Lora, table.LoraSet, table.Loras, filter.Loras);
        AddNamed(Facet.Template, table.Template, table.Templates, filter.Templates);
        AddNamed(Facet.Sampler, table.Sampler, table.Samplers, filter.Samplers);
        AddNamed(Facet.Source, table.Source, table.Sources, filter.Sources);
        AddNamed(Facet.None, table.Sequence, table.Sequences, filter.Sequences);
        AddSet(Facet.Tag, table.TagSet, table.Tags, filter.Tags);
        AddSet(Facet.Album, table.AlbumSet, table.Albums, filter.Albums);
        Add(Facet.Engine, filter.Engines, () => By(table.Engine, table.Engines.Where(name => filter.Engines.Contains(EngineName.IdOf(name)))));
        Add(Facet.Size, filter.Sizes, () => BySize(size => filter.Sizes.Contains(table.Sizes.TextOf(size))));
        Add(Facet.Aspect, filter.Aspects, () => BySize(size => filter.Aspects.Contains(table.Sizes.AspectOf(size))));
        Add(Facet.None, filter.Seeds, () => Where(row => table.SeedOf(row) is { } seed && filter.Seeds.Contains(seed)));
        Add(Facet.None, filter.Jobs, () => ById(table.Jobs, filter.Jobs));
        Add(Facet.None, filter.Groups, () => ById(table.Groups, filter.Groups));
        conditions.AddRange(Others(filter));
        return conditions;

        void Add<T>(Facet facet, IReadOnlyList<T> wanted, Func<RowSet> find)
        {
            if (wanted.Count > 0)
                conditions.Add((facet, find()));
        }

        void AddNamed(Facet facet, Column<int> column, Names names, IReadOnlyList<string> wanted) =>
            Add(facet, wanted, () => By(column, names.Where(wanted.Contains)));

        void AddSet(Facet facet, Column<int> column, NameSets sets, IReadOnlyList<string> wanted) =>
            Add(facet, wanted, () => By(column, sets.Where(wanted.Contains)));
    }

    private IEnumerable<(Facet, RowSet)> Others(ImageFilter filter)
    {
        if (filter.Rating is { } rating)
            yield return (Facet.Rating, Where(row => table.Ratings[row] >= rating));
        if (filter.FavoritesOnly)
            yield return (Facet.None, Where(row => table.Flags[row].HasFlag(RowFlags.Favorite)));
        if (filter.From is { UtcTicks: var from })
            yield return (Facet.None, Where(row => table.Created[row] >= from));
        if (filter.Before is { UtcTicks: var before })
            yield return (Facet.None, Where(row => table.Created[row] < before));
        if (filter.Owner is { } owner && OwnersOf(owner, filter.IncludesUnowned) is { } owners)
            yield return (Facet.None, By(table.Owner, owners));
        var words = new WordFinder(table);
        foreach (var clause in WordClause.Parse(filter.Words))
            yield return (Facet.None, clause.IsExcluded ? table.Live.Copy().Except(words.Find(clause)) : words.Find(clause));
    }

    /// <returns>Null when all are meant: one person's studio pays nothing for the question.</returns>
    private bool[]? OwnersOf(string owner, bool includesUnowned)
    {
        var owners = table.Owners.Where(name => name == owner);
        owners[Names.None] = includesUnowned;
        return owners.Contains(false) ? owners : null;
    }

    private RowSet BySize(Predicate<int> isMeant) => By(table.Size, [.. Enumerable.Range(0, table.Sizes.Count).Select(size => isMeant(size))]);

    private RowSet ById(HexIds ids, IReadOnlyList<string> wanted)
    {
        var rows = new RowSet(table.Capacity);
        ids.Find(wanted, table.Capacity, rows);
        return rows;
    }

    private RowSet By(Column<int> column, bool[] isMeant)
    {
        var rows = new RowSet(table.Capacity);
        if (!isMeant.Contains(true))
            return rows;
        var numbers = column.Values[..table.Capacity];
        for (var row = 1; row < numbers.Length; row++)
        {
            if (isMeant[numbers[row]])
                rows.Add(row);
        }

        return rows;
    }

    private RowSet Where(Predicate<int> isMeant)
    {
        var rows = new RowSet(table.Capacity);
        for (var row = 1; row < table.Capacity; row++)
        {
            if (isMeant(row))
                rows.Add(row);
        }

        return rows;
    }
}
