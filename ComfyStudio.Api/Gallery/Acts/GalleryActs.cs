namespace ComfyStudio.Api.Gallery.Acts;

/// <summary>What people do with images of the gallery.</summary>
internal static class GalleryActs
{
    public static IServiceCollection AddGalleryActs(this IServiceCollection services)
    {
        services.AddSingleton<ImageMarker>();
        services.AddSingleton<GalleryBin>();
        services.AddSingleton<ArchiveBook>();
        services.AddSingleton<ArchiveWriter>();
        services.AddJsonContext(ActsJson.Default);
        return services;
    }

    public static void MapGalleryActs(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/api/images").WithTags("Images").MapMarks();
        routes.MapAlbums();
        routes.MapSavedSearches();
        routes.MapTrash();
        routes.MapArchives();
        routes.MapContactSheets();
    }
}
