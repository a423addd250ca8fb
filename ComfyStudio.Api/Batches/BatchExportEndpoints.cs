using System.ComponentModel;
using ComfyStudio.Api.Batches.Keeping;
using ComfyStudio.Api.Exports;
using ComfyStudio.Api.Gallery;
using ComfyStudio.Api.Gallery.Acts;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Images;
using ComfyStudio.Images.Exports;
using ComfyStudio.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ComfyStudio.Api.Batches;

/// <summary>A batch to be taken along: as a table, as an archive, on one page.</summary>
internal static class BatchExportEndpoints
{
    private const string TableName = "batch.csv";

    public static void MapBatchExports(this IEndpointRouteBuilder routes)
    {
        var batch = routes.MapGroup("/api/batches/{id:hexid}").WithTags("Batches").ProducesProblem(StatusCodes.Status404NotFound);
        batch.MapGet("table.csv", Table).WithName("getBatchTable").WithSummary("A row for each image: its values, seed, file and state")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv");
        batch.MapGet("archive", Archive).WithName("getBatchArchive").WithSummary("Images of a batch as one ZIP, with the table")
            .WithDescription("Written while it is sent.").Produces(StatusCodes.Status200OK, contentType: "application/zip");
        batch.MapPost("sheet", Sheet).WithName("makeBatchSheet").WithSummary("The grid of a batch as one PNG, with the values at its edges")
            .WithDescription("""
                An export, made in the background: ask for GET /api/exports/{id} until `state` is `done`, then fetch `url`. The first axis goes
                across, everything else down, unless `across` and `down` say otherwise; of more than 60 values none go across. The place of an image
                that is not there stays empty.
                """)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    internal static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Table(
        GroupId id, OwnBatches own, BatchTable table, CancellationToken cancellationToken) =>
        await own.FindAsync(id, cancellationToken) is { } batch
            ? TypedResults.File(await table.WriteAsync(batch, cancellationToken), "text/csv", TableName)
            : BatchEndpoints.Unknown(id);

    internal static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> Archive(
        GroupId id, [FromQuery, Description("One or more; all of the batch when left out.")] string[]? images,
        OwnBatches own, BatchTable table, BatchImages pictures, ArchiveWriter writer, CancellationToken cancellationToken)
    {
        if (await own.FindAsync(id, cancellationToken) is not { } batch)
            return BatchEndpoints.Unknown(id);
        var wanted = images is { Length: > 0 } ? images.ToHashSet(StringComparer.Ordinal) : null;
        var found = (await pictures.ListAsync(batch, cancellationToken)).OfType<ImageRecord>().Where(image => wanted?.Contains(image.Id.ToString()) is not false).ToList();
        if (found.Count == 0)
            return ProblemKinds.NotFound.With("None of these images is there yet, or any more.");
        var archive = new Archive(found, HasSidecars: false) { Extra = new ArchiveExtra(TableName, await table.WriteAsync(batch, cancellationToken)) };
        return TypedResults.Stream(output => writer.WriteAsync(archive, output, cancellationToken), "application/zip", $"batch-{id.ToString()[^8..]}.zip");
    }

    internal static async Task<Results<Accepted<ExportView>, ProblemHttpResult>> Sheet(
        GroupId id, [AsParameters] SheetWish wish, OwnBatches own, BatchImages pictures, ExportShelf shelf, ExportWaker waker, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await own.FindAsync(id, cancellationToken) is not { } batch)
            return BatchEndpoints.Unknown(id);
        var (view, errors) = (new SheetView(wish.Across, wish.Down), new FieldErrors());
        view.Check(batch.Record.Axes.Count, errors);
        if (errors.Any)
            return errors.ToProblem();
        var images = await pictures.ListAsync(batch, cancellationToken);
        if (images.All(image => image is null))
            return ExportEndpoints.Empty("images", "None of its images is there yet, or any more.");
        return await ExportEndpoints.AcceptAsync(BatchSheet.OrderOf(batch, view, images, shelf.NewId(), own.Owner, time.GetUtcNow()), shelf, waker, cancellationToken);
    }
}

internal sealed record SheetWish(
    [property: FromQuery, Description("What goes across: `axis0` and so on as they were asked for, `row` or `seed`.")] string? Across,
    [property: FromQuery, Description("What goes down beside it; the rest goes down around it.")] string? Down);

/// <summary>Finds the images of a batch.</summary>
internal sealed class BatchImages(CellReader cells, GalleryReader gallery, CurrentOwner owner)
{
    /// <summary>One for each cell; null where none is there.</summary>
    public async Task<IReadOnlyList<ImageRecord?>> ListAsync(Batch batch, CancellationToken cancellationToken)
    {
        var found = new List<ImageRecord?>(batch.Images);
        foreach (var cell in await cells.ReadAsync(batch, 0, batch.Images, cancellationToken))
        {
            var image = cell is { State: JobState.Succeeded, Outputs: [var output, ..] } ? await gallery.FindOutputAsync(output, cancellationToken) : null;
            found.Add(owner.Owns(image?.Making?.Owner) ? image : null);
        }

        return found;
    }
}
