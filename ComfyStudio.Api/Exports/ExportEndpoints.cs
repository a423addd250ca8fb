using ComfyStudio.Api.Gallery;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Images.Exports;
using ComfyStudio.Images.Formats;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Exports;

internal static class ExportEndpoints
{
    // Some more than anybody waits for; each takes seconds.
    private const int MostOpen = 50;

    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static WebApplicationBuilder AddExports(this WebApplicationBuilder builder)
    {
        builder.Services.AddThumbnailerClient<ExportWaker>(_ => ExportWaker.Patience);
        builder.Services.AddSingleton<ExportRules>();
        builder.Services.AddSingleton<ExportSubjects>();
        builder.Services.AddJsonContext(ExportsJson.Default);
        return builder;
    }

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        var exports = routes.MapGroup("/api/exports").WithTags("Exports");
        exports.MapPost("", Ask).WithName("askForExport").WithSummary("A sequence, or images of the gallery, as one file")
            .WithDescription("""
                Made in the background, and made on after a restart: ask for it again until `state` is `done`, then fetch `url`. Kept for seven days.
                `pdf` and `sheet` (PNG) show frames in columns with their words, `zip` holds the pictures as they are with a table, `webp`, `gif` and
                `mp4` show each for its time. `mp4` needs ffmpeg beside the studio. `timeline` is a ZIP of the pictures with what editors open:
                FCPXML, the older XML of Premiere Pro, and an EDL.
                """)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        exports.MapGet("", List).WithName("listExports").WithSummary("The latest first");
        exports.MapGet("{id:hexid}", Find).WithName("getExport").WithSummary("How far it is").ProducesProblem(StatusCodes.Status404NotFound);
        exports.MapMethods("{id:hexid}/file", GetAndHead, Send).WithName("getExportFile").WithSummary("The finished file")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        exports.MapDelete("{id:hexid}", Remove).WithName("removeExport").WithSummary("Cancel it while it waits or runs; remove it when it has ended")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    internal static async Task<Results<Accepted<ExportView>, ProblemHttpResult>> Ask(
        ExportRequest request, ExportRules rules, ExportSubjects subjects, ExportShelf shelf, ExportWaker waker, TimeProvider time, CurrentOwner owner, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        rules.Check(request, errors);
        if (errors.Any)
            return errors.ToProblem();
        if (await subjects.FindAsync(request, owner, cancellationToken) is not { } subject)
            return ProblemKinds.NotFound.With("There is nothing like that to export, or not any more.");
        if (subject.Frames.All(frame => frame.RelativePath is null))
            return Empty("sequence", "None of its frames has a picture yet. Make some, then export.");
        return await AcceptAsync(OrderOf(request, subject, shelf.NewId(), time.GetUtcNow(), owner), shelf, waker, cancellationToken);
    }

    /// <summary>On the disk before the answer.</summary>
    internal static async Task<Results<Accepted<ExportView>, ProblemHttpResult>> AcceptAsync(
        ExportOrder order, ExportShelf shelf, ExportWaker waker, CancellationToken cancellationToken)
    {
        if (shelf.List().Count(export => export.State.IsOpen) >= MostOpen)
            return ProblemKinds.TooManyRequests.With($"{MostOpen} exports wait already. Wait until some are done, or cancel some.");
        shelf.Put(order);
        await waker.WakeAsync(cancellationToken);
        return TypedResults.Accepted($"/api/exports/{order.Id}", ExportView.Of(shelf.Find(order.Id) ?? new Export(order, new ExportState(ExportStatus.Queued, 0, order.Frames.Count))));
    }

    internal static Ok<IReadOnlyList<ExportView>> List(string? sequence, ExportShelf shelf, CurrentOwner owner) =>
        TypedResults.Ok<IReadOnlyList<ExportView>>([.. shelf.List()
            .Where(export => owner.Owns(export.Order.Owner) && (sequence ?? export.Order.Sequence) == export.Order.Sequence)
            .Select(ExportView.Of)]);

    internal static Results<Ok<ExportView>, ProblemHttpResult> Find(string id, ExportShelf shelf, CurrentOwner owner) =>
        FindOwn(id, shelf, owner) is { } export ? TypedResults.Ok(ExportView.Of(export)) : Unknown(id);

    internal static Results<PhysicalFileHttpResult, ProblemHttpResult> Send(string id, ExportShelf shelf, CurrentOwner owner, HttpResponse response)
    {
        if (FindOwn(id, shelf, owner) is not { } export)
            return Unknown(id);
        if (shelf.FileOf(export) is not { } path)
            return ProblemKinds.Conflict.With(export.State.Problem ?? "It is not done yet. Ask for its state, then come back.");
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.PhysicalFile(path, ContentTypeOf(export.Order), export.Order.FileName, File.GetLastWriteTimeUtc(path), enableRangeProcessing: true);
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        string id, ExportShelf shelf, ExportWaker waker, CurrentOwner owner, CancellationToken cancellationToken)
    {
        if (FindOwn(id, shelf, owner) is not { } export)
            return Unknown(id);
        if (!export.State.IsOpen)
        {
            shelf.Delete(id);
            return TypedResults.NoContent();
        }

        shelf.Cancel(id);
        await waker.WakeAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static ExportOrder OrderOf(ExportRequest request, ExportSubject subject, string id, DateTimeOffset now, CurrentOwner owner) =>
        new(id, owner.Name, request.Kind!.Value, request.Title ?? subject.Title, now, subject.Frames)
        {
            Sequence = request.Sequence,
            Settings = (request.Settings ?? new ExportSettingsRequest()).ToSettings(),
            Warnings = subject.Warnings,
            Axes = request.Kind is ExportKind.Sheet ? subject.Axes : null,
        };

    private static string ContentTypeOf(ExportOrder order) => order.Kind switch
    {
        ExportKind.Pdf => "application/pdf",
        ExportKind.Zip or ExportKind.Timeline => "application/zip",
        _ => ImageContentType.OfFile(order.Extension),
    };

    private static Export? FindOwn(string id, ExportShelf shelf, CurrentOwner owner) =>
        shelf.Find(id) is { } export && owner.Owns(export.Order.Owner) ? export : null;

    private static ProblemHttpResult Unknown(string id) => ProblemKinds.NotFound.With($"There is no export '{id}'. They are kept for seven days.");

    internal static ProblemHttpResult Empty(string field, string message)
    {
        var errors = new FieldErrors();
        errors.Add(field, message);
        return errors.ToProblem();
    }
}
