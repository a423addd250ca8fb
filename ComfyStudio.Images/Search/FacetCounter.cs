using System.Globalization;
using ComfyStudio.Images.Rows;

namespace ComfyStudio.Images.Search;

/// <summary>Counts the values of each property among the rows that match all conditions but those on that very property.</summary>
internal sealed class FacetCounter(ImageTable table)
{
    private const int MostValues = 50;

    internal ImageFacets Count(ImageFilter filter)
    {
        var conditions = new RowFinder(table).Conditions(filter);
        var all = Except(Facet.None, conditions, table.Live);
        return new ImageFacets
        {
            Models = Named(Facet.Model, table.Model, table.Models),
            Loras = Sets(Facet.Lora, table.LoraSet, table.Loras),
            Templates = Named(Facet.Template, table.Template, table.Templates),
            Samplers = Named(Facet.Sampler, table.Sampler, table.Samplers),
            Engines = Engines(Rows(Facet.Engine)),
            Sizes = Top(Numbers(Rows(Facet.Size), table.Size, table.Sizes.Count).Select((count, size) => Same(table.Sizes.TextOf(size), count))),
            Aspects = Aspects(Rows(Facet.Aspect)),
            Ratings = Ratings(Rows(Facet.Rating)),
            Tags = Sets(Facet.Tag, table.TagSet, table.Tags),
            Sources = Named(Facet.Source, table.Source, table.Sources),
            Albums = Sets(Facet.Album, table.AlbumSet, table.Albums),
            Favorites = Favorites(all),
        };

        RowSet Rows(Facet facet) => conditions.Any(condition => condition.Facet == facet) ? Except(facet, conditions, table.Live) : all;

        IReadOnlyList<FacetCount> Named(Facet facet, Column<int> column, Names names) =>
            Top(Numbers(Rows(facet), column, names.Count).Select((count, name) => Same(names[name] ?? "", name == Names.None ? 0 : count)));

        IReadOnlyList<FacetCount> Sets(Facet facet, Column<int> column, NameSets sets) =>
            Top(Members(Numbers(Rows(facet), column, sets.Count), sets).Select((count, name) => Same(sets.Names[name] ?? "", count)));
    }

    private static RowSet Except(Facet facet, IReadOnlyList<(Facet Facet, RowSet Rows)> conditions, RowSet live) =>
        conditions.Where(condition => facet == Facet.None || condition.Facet != facet).Aggregate(live.Copy(), (rows, condition) => rows.And(condition.Rows));

    private static FacetCount Same(string value, int count) => new(value, value, count);

    private static List<FacetCount> Top(IEnumerable<FacetCount> counts) =>
        [.. counts.Where(each => each.Count > 0).OrderByDescending(each => each.Count).ThenBy(each => each.Label, StringComparer.OrdinalIgnoreCase).Take(MostValues)];

    private static int[] Numbers(RowSet rows, Column<int> column, int numbers)
    {
        var counts = new int[numbers];
        var values = column.Values;
        foreach (var row in rows)
            counts[values[row]]++;
        return counts;
    }

    private static int[] Members(int[] sets, NameSets names)
    {
        var counts = new int[names.Names.Count];
        for (var set = 0; set < sets.Length; set++)
        {
            foreach (var member in names.MembersOf(set))
                counts[member] += sets[set];
        }

        return counts;
    }

    // An engine that was renamed is one engine, called as the commonest of its names.
    private List<FacetCount> Engines(RowSet rows) =>
        Top(Numbers(rows, table.Engine, table.Engines.Count)
            .Select((count, number) => (Count: count, Name: table.Engines[number]))
            .Where(each => each.Name is not null && each.Count > 0)
            .Select(each => (each.Count, Engine: EngineName.Split(each.Name!)))
            .GroupBy(each => each.Engine.Id)
            .Select(same => new FacetCount(same.Key, same.MaxBy(each => each.Count).Engine.Name, same.Sum(each => each.Count))));

    private List<FacetCount> Aspects(RowSet rows) =>
        Top(Numbers(rows, table.Size, table.Sizes.Count)
            .Select((count, size) => (Count: count, Aspect: table.Sizes.AspectOf(size)))
            .GroupBy(each => each.Aspect, each => each.Count)
            .Select(same => Same(same.Key.ToString().ToLowerInvariant(), same.Sum())));

    private List<FacetCount> Ratings(RowSet rows)
    {
        var counts = new int[6];
        foreach (var row in rows)
            counts[table.Ratings[row]]++;
        return [.. counts.Select((count, rating) => Same(rating.ToString(CultureInfo.InvariantCulture), count)).Where(each => each.Count > 0).Reverse()];
    }

    private int Favorites(RowSet rows)
    {
        var count = 0;
        foreach (var row in rows)
            count += table.Flags[row].HasFlag(RowFlags.Favorite) ? 1 : 0;
        return count;
    }
}
