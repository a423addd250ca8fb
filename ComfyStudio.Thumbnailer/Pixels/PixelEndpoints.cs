using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Images;
using ComfyStudio.Thumbnailer.Thumbnails;
using ComfyStudio.Thumbnailer.Vips;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Thumbnailer.Pixels;

internal static class PixelEndpoints
{
    internal static WebApplicationBuilder AddPixels(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PixelComparer>();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, PixelsJson.Default));
        return builder;
    }

    internal static void MapPixels(this IEndpointRouteBuilder routes) => routes.MapPost("/pixels/compare", Compare);

    internal static async Task<Results<Ok<PixelDifference>, ProblemHttpResult>> Compare(PixelsRequest request, PixelComparer comparer, CancellationToken cancellationToken)
    {
        try
        {
            return TypedResults.Ok(await comparer.CompareAsync(request.Image.RelativePath, request.From.RelativePath, cancellationToken));
        }
        catch (FileNotFoundException exception)
        {
            return Problem(StatusCodes.Status404NotFound, "image-missing", "There is no such image.", exception.Message);
        }
        catch (Exception exception) when (exception is VipsException or ImageTooLargeException or IOException)
        {
            return Problem(StatusCodes.Status422UnprocessableEntity, "image-damaged", "The image cannot be read.", exception.Message);
        }
    }

    private static ProblemHttpResult Problem(int status, string name, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: $"/problems/{name}");
}

/// <summary>Decodes two images and lays them over each other. One pair at a time: each may be large.</summary>
internal sealed class PixelComparer(ImageStore store) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <exception cref="FileNotFoundException">One of them is not there.</exception>
    /// <exception cref="VipsException">One of them is damaged, or in no format that we open.</exception>
    /// <exception cref="ImageTooLargeException">One of them is larger than we decode.</exception>
    internal async Task<PixelDifference> CompareAsync(string image, string from, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Compare(image, from), cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private PixelDifference Compare(string image, string from)
    {
        using var one = Decode(image);
        using var other = Decode(from);
        return PixelDifference.Of(one, other);
    }

    private DecodedPixels Decode(string relativePath)
    {
        using var file = FileBytes.Read(store.Resolve(relativePath) ?? throw new FileNotFoundException(relativePath), most: 256 * 1024 * 1024);
        return DecodedPixels.Of(file.Memory);
    }
}

/// <summary>Public, because the generator of the validation passes over types that are not.</summary>
public sealed record PixelsRequest([Required] PixelsImage Image, [Required] PixelsImage From);

/// <param name="RelativePath">Below the images root.</param>
public sealed record PixelsImage([Required, StringLength(1024)] string RelativePath);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PixelsRequest))]
[JsonSerializable(typeof(PixelDifference))]
internal sealed partial class PixelsJson : JsonSerializerContext;
