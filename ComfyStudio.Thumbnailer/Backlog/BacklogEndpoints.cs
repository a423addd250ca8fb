using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Images.Gallery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Thumbnailer.Backlog;

internal static class BacklogEndpoints
{
    internal static WebApplicationBuilder AddBacklog(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<GalleryFolders>();
        builder.Services.AddSingleton<BacklogProgress>();
        builder.Services.AddSingleton<BacklogPace>();
        builder.Services.AddSingleton<BacklogInspector>();
        builder.Services.AddSingleton<BacklogWorker>();
        builder.Services.AddHostedService<ThumbnailBacklog>();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, BacklogJson.Default));
        return builder;
    }

    internal static void MapBacklog(this IEndpointRouteBuilder routes) => routes.MapGet("/thumbnails/status", Status);

    internal static Ok<BacklogStatus> Status(BacklogProgress progress) => TypedResults.Ok(progress.Status);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(BacklogStatus))]
internal sealed partial class BacklogJson : JsonSerializerContext;
