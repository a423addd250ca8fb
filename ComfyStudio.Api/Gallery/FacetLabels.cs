using ComfyStudio.Api.Templates;
using ComfyStudio.Images;
using ComfyStudio.Images.Marks;

namespace ComfyStudio.Api.Gallery;

/// <summary>Calls templates and albums by their names: the index knows their ids only.</summary>
internal sealed class FacetLabels(TemplateLibrary templates, AlbumBook albums)
{
    /// <param name="filter">What is chosen keeps its name, also where nothing of it is left.</param>
    public ImageFacetsView Name(ImageFacetsView facets, ImageFilter filter)
    {
        var names = NamesOfAlbums();
        return facets with
        {
            Template = [.. WithChosen(facets.Template, filter.Templates).Select(each => each with { Label = templates.Find(each.Value)?.File.Title ?? each.Value })],
            Album = [.. WithChosen(facets.Album, filter.Albums).Where(each => names.ContainsKey(each.Value)).Select(each => each with { Label = names[each.Value] })],
        };
    }

    private static IEnumerable<FacetCount> WithChosen(IReadOnlyList<FacetCount> counts, IReadOnlyList<string> chosen) =>
        counts.Concat(chosen.Where(value => counts.All(each => each.Value != value)).Select(value => new FacetCount(value, value, 0)));

    private Dictionary<string, string> NamesOfAlbums()
    {
        try
        {
            return albums.List().ToDictionary(album => album.Id, album => album.Name);
        }
        catch (IOException)
        {
            // The disk is away: what is counted is still worth showing.
            return [];
        }
    }
}
