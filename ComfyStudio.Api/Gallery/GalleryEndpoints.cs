using ComfyStudio.Api.Gallery.Acts;
using ComfyStudio.Api.Gallery.Again;
using ComfyStudio.Api.Gallery.Imports;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Images;
using ComfyStudio.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Gallery;

internal static class GalleryEndpoints
{
    public static WebApplicationBuilder AddGallery(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<ThumbnailerOptions>(ThumbnailerOptions.Section);
        builder.Services.AddThumbnailerClient<ThumbnailClient>();
        builder.Services.AddThumbnailerClient<PixelClient>();
        builder.Services.AddTransient<ThumbnailSource>();
        builder.Services.AddSingleton<FacetLabels>();
        builder.Services.AddSingleton<GraphOfImage>();
        builder.Services.AddSingleton<ImageRemaker>();
        builder.Services.AddJsonContext(AgainJson.Default);
        builder.Services.AddJsonContext(ImportsJson.Default);
        builder.Services.AddSingleton<GalleryReader>();
        builder.Services.AddJsonContext(GalleryJson.Default);
        builder.Services.AddJsonContext(ThumbnailStatusJson.Default);
        builder.Services.AddGalleryActs();
        return builder;
    }

    public static void MapGallery(this IEndpointRouteBuilder routes)
    {
        var images = routes.MapGroup("/api/images").WithTags("Images");
        images.MapImageLists();
        images.MapGet("{id:hexid}", Find).WithName("getImage").WithSummary("One image and how it was made")
            .ProducesProblem(StatusCodes.Status404NotFound);
        images.MapGet("{id:hexid}/graph", ReadGraph).WithName("getImageGraph").WithSummary("The graph it was rendered by, as ComfyUI takes it")
            .Produces<object>(contentType: "application/json").ProducesProblem(StatusCodes.Status404NotFound);
        images.MapImageFiles();
        images.MapImageReading();
        images.MapImagesAgain();
        images.MapImports();
        routes.MapThumbnailStatus();
        routes.MapGalleryActs();
    }

    internal static Results<Ok<ImageDetailView>, ProblemHttpResult> Find(
        ImageId id, GalleryReader gallery, ImageIndex index, ImagePlaceholders placeholders, ImageRoot root, CurrentOwner owner)
    {
        if (gallery.Find(id, owner) is null || index.Read(id) is not { } record)
            return Unknown(id);
        var folder = Path.GetDirectoryName(root.PathOf(record.RelativePath))!;
        return TypedResults.Ok(new ImageDetailView(record, folder, index.ChildrenOf(id)) { ReadOnly = root.IsReadOnly(record.RelativePath), Blur = placeholders.Find(record) });
    }

    internal static Results<ContentHttpResult, ProblemHttpResult> ReadGraph(ImageId id, GalleryReader gallery, ImageIndex index, CurrentOwner owner)
    {
        if (gallery.Find(id, owner) is null)
            return Unknown(id);
        return index.ReadGraph(id) is { } graph
            ? TypedResults.Text(graph, "application/json")
            : ProblemKinds.NotFound.With("This image does not tell by which graph it was rendered.");
    }

    internal static ProblemHttpResult Unknown(ImageId id) => ProblemKinds.NotFound.With($"There is no image '{id}'.");
}
