using System.ComponentModel;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Images;
using ComfyStudio.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Gallery;

internal static class GalleryEndpoints
{
    private const int MostPerPage = 500;

    public static WebApplicationBuilder AddGallery(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<ThumbnailerOptions>(ThumbnailerOptions.Section);
        builder.Services.AddHttpClient<ThumbnailClient>((services, http) =>
            http.BaseAddress = new Uri(services.GetRequiredService<IOptions<ThumbnailerOptions>>().Value.Address.TrimEnd('/') + "/"));
        builder.Services.AddTransient<ThumbnailSource>();
        builder.Services.AddSingleton<GalleryReader>();
        builder.Services.AddJsonContext(GalleryJson.Default);
        return builder;
    }

    public static void MapGallery(this IEndpointRouteBuilder routes)
    {
        var images = routes.MapGroup("/api/images").WithTags("Images");
        images.MapGet("", List).WithName("listImages").WithSummary("Images, newest first")
            .WithDescription("`q` finds words in prompt, model and file name; `next` is the `after` of the next page. `count` and `totalBytes` are of all that match.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        images.MapGet("{id:hexid}", Find).WithName("getImage").WithSummary("One image and how it was made")
            .ProducesProblem(StatusCodes.Status404NotFound);
        images.MapImageFiles();
    }

    internal static Results<Ok<ImagePageView>, ProblemHttpResult> List([AsParameters] ImageQuery query, ImageIndex index, CurrentOwner owner)
    {
        var errors = new FieldErrors();
        var limit = query.Limit ?? 60;
        if (limit is < 1 or > MostPerPage)
            errors.Add("limit", $"Limit must be from 1 to {MostPerPage}.");
        ImageCursor? after = null;
        if (!string.IsNullOrEmpty(query.After) && !GalleryCursor.TryRead(query.After, out after))
            errors.Add("after", "This is not the 'next' of a page.");
        if (errors.Any)
            return errors.ToProblem();

        var page = index.List(new ImageFilter(Blank(query.Words), Blank(query.Job), Blank(query.Group)), after, limit);
        var status = index.Status;
        return TypedResults.Ok(new ImagePageView(
            [.. page.Items.Select(ImageView.Of).Where(image => owner.Owns(image.Owner))],
            page.Next is { } next ? GalleryCursor.Write(next) : null,
            page.Count,
            page.TotalBytes,
            status.Scanning,
            status.Online));
    }

    internal static Results<Ok<ImageDetailView>, ProblemHttpResult> Find(ImageId id, GalleryReader gallery, CurrentOwner owner) =>
        gallery.Find(id, owner) is { } record ? TypedResults.Ok(new ImageDetailView(record)) : Unknown(id);

    internal static ProblemHttpResult Unknown(ImageId id) => ProblemKinds.NotFound.With($"There is no image '{id}'.");

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    internal sealed record ImageQuery
    {
        [FromQuery(Name = "limit"), Description("At most 500; 60 when left out.")]
        public int? Limit { get; init; }

        [FromQuery(Name = "after"), Description("The `next` of the page before.")]
        public string? After { get; init; }

        [FromQuery(Name = "q"), Description("All of these words, in any order.")]
        public string? Words { get; init; }

        [FromQuery(Name = "job"), Description("Only the images of this job.")]
        public string? Job { get; init; }

        [FromQuery(Name = "group"), Description("Only the images of this generation.")]
        public string? Group { get; init; }
    }
}

/// <param name="Next">The <c>after</c> of the next page; null on the last one.</param>
/// <param name="Count">Of all that match, not only on this page.</param>
/// <param name="Scanning">True while the folder is being read: there may be more in a moment.</param>
/// <param name="Online">False while the images folder, or the disk it lies on, is away.</param>
internal sealed record ImagePageView(IReadOnlyList<ImageView> Items, string? Next, int Count, long TotalBytes, bool Scanning, bool Online);
