using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Images;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Thumbnailer.Looks;

internal static class ComparisonEndpoints
{
    internal static WebApplicationBuilder AddComparisons(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LookReader>();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ComparisonsJson.Default));
        return builder;
    }

    internal static void MapComparisons(this IEndpointRouteBuilder routes) => routes.MapPost("/comparisons", Compare);

    internal static async Task<Results<Ok<ComparisonResponse>, ProblemHttpResult>> Compare(ComparisonRequest request, LookReader reader, CancellationToken cancellationToken)
    {
        try
        {
            var looks = new Look?[request.Pictures.Count];
            for (var at = 0; at < looks.Length; at++)
                looks[at] = await reader.FindAsync(request.Pictures[at], cancellationToken);
            return TypedResults.Ok(new ComparisonResponse(
                [.. looks.Select(look => look is not null)],
                [.. request.Pairs.Select(pair => Between(looks.ElementAtOrDefault(pair.One), looks.ElementAtOrDefault(pair.Other)))]));
        }
        catch (ImageRootOfflineException exception)
        {
            return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The images folder is away.", type: "/problems/images-offline");
        }
    }

    private static Comparison? Between(Look? one, Look? other) => one is null || other is null
        ? null
        : new Comparison(Math.Round(one.PaletteDistance(other), 1), Math.Round(one.Likeness(other), 3));
}

/// <summary>Public, because the generator of the validation passes over types that are not.</summary>
public sealed record ComparisonRequest(
    [Required, Length(1, ComparisonRequest.Most)] IReadOnlyList<PictureToCompare> Pictures, [Required, Length(0, ComparisonRequest.MostPairs)] IReadOnlyList<PictureToCompare.Pair> Pairs)
{
    public const int Most = 400;
    public const int MostPairs = 4000;
}

/// <summary>An image of the gallery, or a picture that somebody brought.</summary>
public sealed record PictureToCompare([StringLength(1024)] string? RelativePath, [StringLength(64)] string? Version, [StringLength(64)] string? Input) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Input is null == (RelativePath is null || Version is null))
            yield return new ValidationResult("Name an image by relativePath and version, or an input.");
    }

    /// <summary>Two of the pictures, by their places in the list.</summary>
    public sealed record Pair(int One, int Other);
}

/// <param name="Readable">For each picture, whether it could be looked at.</param>
/// <param name="Pairs">For each pair; null where one of the two could not be looked at.</param>
internal sealed record ComparisonResponse(IReadOnlyList<bool> Readable, IReadOnlyList<Comparison?> Pairs);

/// <param name="Palette">How far apart their colours are, 0 to 100.</param>
/// <param name="Likeness">How alike their shapes are: 1 the same, about 0.5 nothing in common.</param>
internal sealed record Comparison(double Palette, double Likeness);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ComparisonRequest))]
[JsonSerializable(typeof(ComparisonResponse))]
internal sealed partial class ComparisonsJson : JsonSerializerContext;
