using ComfyStudio.Api.Inputs.Keeping;
using ComfyStudio.Api.Owners;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Uploads;
using ComfyStudio.Images;
using ComfyStudio.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ComfyStudio.Api.Inputs;

internal static class InputEndpoints
{
    public static WebApplicationBuilder AddInputs(this WebApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<InputOptions>(InputOptions.Section);
        builder.Services.AddSingleton<InputIntake>();
        builder.Services.AddSingleton<InputUsesInQueue>();
        builder.Services.AddSingleton<InputKeeper>();
        builder.Services.AddHostedService(services => services.GetRequiredService<InputKeeper>());
        builder.Services.AddJsonContext(InputsJson.Default);
        return builder;
    }

    public static void MapInputs(this IEndpointRouteBuilder routes)
    {
        var inputs = routes.MapGroup("/api/inputs").WithTags("Inputs");
        inputs.MapPost("", Take).WithName("addInput").WithSummary("Upload a picture or mask that a graph starts from")
            .WithDescription("""
                The field `file` of a form, or `{ "imageId": "…" }` as JSON for one of the gallery. PNG, JPEG, WebP and GIF. The answer's `id`
                is the value of a slot of type image or mask; the same picture sent again has the same id. Engines get it when a job needs it.
                """)
            .Accepts<InputFromGallery>("application/json", "multipart/form-data").AllowUpload<InputOptions>(options => options.MaxBytes)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        inputs.MapGet("{id}", Send).WithName("getInput").WithSummary("The picture as it was uploaded")
            .Produces(StatusCodes.Status200OK, contentType: "image/png").ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static async Task<Results<Created<InputView>, ProblemHttpResult>> Take(
        HttpRequest request, InputIntake intake, CurrentOwner owner, CancellationToken cancellationToken) =>
        await intake.TakeAsync(request, owner, cancellationToken) switch
        {
            IntakeOutcome.Taken { File: var file } => TypedResults.Created(InputView.UrlOf(file.Id), InputView.Of(file)),
            IntakeOutcome.Refused refused => Refusal(refused),
            var unknown => throw new InvalidOperationException($"Nothing known about {unknown}."),
        };

    internal static Results<PhysicalFileHttpResult, ProblemHttpResult> Send(string id, InputFiles files, HttpResponse response)
    {
        if (files.Find(id) is not { } file)
            return ProblemKinds.NotFound.With($"There is no uploaded picture '{id}'.");
        response.Headers.CacheControl = "private, max-age=31536000, immutable";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.PhysicalFile(files.PathOf(file.FileName), file.ContentType, entityTag: new EntityTagHeaderValue($"\"{id}\""));
    }

    private static ProblemHttpResult Refusal(IntakeOutcome.Refused refused)
    {
        var kind = refused.Fault switch
        {
            IntakeFault.WrongBody or IntakeFault.NoPicture => ProblemKinds.NoPicture,
            IntakeFault.Missing => ProblemKinds.Validation,
            IntakeFault.Unknown => ProblemKinds.NotFound,
            IntakeFault.TooLarge => ProblemKinds.TooLarge,
            _ => throw new InvalidOperationException($"Nothing known about {refused.Fault}."),
        };
        return kind.With(refused.Detail, new Dictionary<string, string[]> { [refused.Fault is IntakeFault.Unknown ? "imageId" : "file"] = [refused.Detail] });
    }
}
