using ComfyStudio.ServiceDefaults.Configuration;
using ComfyStudio.Thumbnailer.Exports.Archives;
using ComfyStudio.Thumbnailer.Exports.Frames;
using ComfyStudio.Thumbnailer.Exports.Moving;
using ComfyStudio.Thumbnailer.Exports.Pages;
using ComfyStudio.Thumbnailer.Exports.Sheets;
using ComfyStudio.Thumbnailer.Exports.Sounds;
using ComfyStudio.Thumbnailer.Exports.Texts;
using ComfyStudio.Thumbnailer.Exports.Timelines;
using ComfyStudio.Thumbnailer.Exports.Videos;

namespace ComfyStudio.Thumbnailer.Exports;

internal static class ExportEndpoints
{
    internal static WebApplicationBuilder AddExports(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<ExportOptions>(ExportOptions.Section);
        builder.Services.AddSingleton<FontFiles>();
        builder.Services.AddSingleton<TextPainter>();
        builder.Services.AddSingleton<FrameOpener>();
        builder.Services.AddSingleton<StagedFrames>();
        builder.Services.AddSingleton<ClipPlayer>();
        builder.Services.AddSingleton<AnimationPlayer>();
        builder.Services.AddSingleton<Shots>();
        builder.Services.AddSingleton<FilmEncoder>();
        builder.Services.AddSingleton<Player>();
        builder.Services.AddSounds();
        builder.Services.AddSingleton<PictureArchive>();
        builder.Services.AddSingleton<VideoLengths>();
        builder.Services.AddSingleton<IExportMaker, ArchiveMaker>();
        builder.Services.AddSingleton<IExportMaker, TimelineMaker>();
        builder.Services.AddSingleton<IExportMaker, AnimationMaker>();
        builder.Services.AddSingleton<IExportMaker, AnimaticMaker>();
        builder.Services.AddSingleton<IExportMaker, LabelledSheetMaker>();
        builder.Services.AddSingleton<IExportMaker, StoryboardPdfMaker>();
        builder.Services.AddSingleton<ExportRunner>();
        builder.Services.AddSingleton<ExportBell>();
        builder.Services.AddHostedService<ExportLoop>();
        return builder;
    }

    /// <summary>Exports are found on the disk; this only spares them the wait until somebody looks.</summary>
    internal static void MapExports(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/exports/wake", Wake);
        routes.MapSounds();
    }

    internal static Microsoft.AspNetCore.Http.HttpResults.NoContent Wake(ExportBell bell)
    {
        bell.Ring();
        return TypedResults.NoContent();
    }
}
