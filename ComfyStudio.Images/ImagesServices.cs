using ComfyStudio.Images.Exports;
using ComfyStudio.Images.Gallery;
using ComfyStudio.Images.Intake;
using ComfyStudio.Images.Marks;
using ComfyStudio.Images.Trash;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Images;

public static class ImagesServices
{
    /// <summary>The store: enough for a process that writes or reads files by their path. Settings: section <c>Images</c>.</summary>
    public static TBuilder AddImages<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddOptions<ImagesOptions>().BindConfiguration(ImagesOptions.Section).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ImagesOptions>, ImagesOptionsValidator>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ImagesOptions>, ImagesRootValidator>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ImagesOptions>, LinkedFoldersValidator>());
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<ImageRoot>();
        builder.Services.TryAddSingleton<ImageStore>();
        builder.Services.TryAddSingleton<InputFiles>();
        builder.Services.TryAddSingleton<SoundFiles>();
        builder.Services.TryAddSingleton<InputUses>();
        builder.Services.TryAddSingleton<StudioFiles>();
        builder.Services.TryAddSingleton<ImagePlaceholders>();
        builder.Services.TryAddSingleton<ExportShelf>();
        return builder;
    }

    /// <summary>The index of everything below the root, with the scanner that keeps it true. For the process that serves the gallery.</summary>
    public static TBuilder AddImageIndex<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddImages();
        builder.Services.TryAddSingleton<ImageIndex>();
        builder.Services.TryAddSingleton<MarksBook>();
        builder.Services.TryAddSingleton<AlbumBook>();
        builder.Services.TryAddSingleton<SavedSearchBook>();
        builder.Services.TryAddSingleton<ImageImports>();
        builder.Services.AddOptions<TrashOptions>().BindConfiguration(TrashOptions.Section).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TrashOptions>, TrashOptionsValidator>());
        builder.Services.TryAddSingleton<ImageTrash>();

        // What was begun before the last start is ended, and what is noted is known, before the folder is looked through.
        builder.Services.AddHostedService<MarksLoader>();
        builder.Services.AddHostedService<TrashKeeper>();
        builder.Services.AddHostedService<GalleryScanner>();
        return builder;
    }
}
