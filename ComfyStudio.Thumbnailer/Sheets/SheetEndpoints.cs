using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Images;
using ComfyStudio.Thumbnailer.Thumbnails;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Thumbnailer.Sheets;

internal static class SheetEndpoints
{
    internal static WebApplicationBuilder AddSheets(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SheetMaker>();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, SheetsJson.Default));
        return builder;
    }

    internal static void MapSheets(this IEndpointRouteBuilder routes) => routes.MapPost("/sheets", Make);

    internal static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Make(SheetRequest request, SheetMaker maker, CancellationToken cancellationToken)
    {
        try
        {
            var png = await maker.MakeAsync([.. request.Images.Select(image => new ImageKey(image.RelativePath, image.Version))], request.Columns, cancellationToken);
            return TypedResults.File(png, "image/png");
        }
        catch (ImageRootOfflineException exception)
        {
            return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The images folder is away.", type: "/problems/images-offline");
        }
    }
}

/// <summary>Public, because the generator of the validation passes over types that are not.</summary>
public sealed record SheetRequest([Required, Length(1, SheetRequest.Most)] IReadOnlyList<SheetImage> Images, [Range(1, 10)] int Columns)
{
    /// <summary>So many that the page still fits into 120 MB while it is made.</summary>
    public const int Most = 400;
}

public sealed record SheetImage([Required, StringLength(1024)] string RelativePath, [Required, StringLength(64)] string Version);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SheetRequest))]
internal sealed partial class SheetsJson : JsonSerializerContext;
