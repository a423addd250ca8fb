using System.Text;
using ComfyStudio.Api.Problems;

namespace ComfyStudio.Api.Documentation;

/// <summary>The API's description, for programs (OpenAPI) and for people (a page of our own that fetches nothing from elsewhere).</summary>
internal static class DocumentationEndpoints
{
    private const string PagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static WebApplicationBuilder AddDocumentation(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenApi("v1", options =>
        {
            options.AddDocumentTransformer(StudioDocument.DescribeAsync);
            options.AddSchemaTransformer(StudioDocument.DescribeSchemaAsync);
            options.AddOperationTransformer(StudioDocument.DescribeOperationAsync);
        });
        return builder;
    }

    public static void MapDocumentation(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi();
        routes.MapPageFile("/docs", "docs.html", "text/html; charset=utf-8");
        routes.MapPageFile("/docs/docs.css", "docs.css", "text/css; charset=utf-8");
        routes.MapPageFile("/docs/docs.js", "docs.js", "text/javascript; charset=utf-8");
        routes.MapGet("/problems/{name}", (string name) => Results.Redirect($"/docs#problem-{Uri.EscapeDataString(name)}")).ExcludeFromDescription();
        routes.MapGet("/docs/problems.json", () => TypedResults.Ok(ProblemKinds.All)).ExcludeFromDescription();
    }

    private static void MapPageFile(this IEndpointRouteBuilder routes, string route, string file, string contentType)
    {
        var bytes = Read(file);
        routes.MapGet(route, (HttpResponse response) =>
        {
            response.Headers.ContentSecurityPolicy = PagePolicy;
            response.Headers.CacheControl = "no-cache";
            return TypedResults.Bytes(bytes, contentType);
        }).ExcludeFromDescription();
    }

    private static byte[] Read(string file)
    {
        using var stream = typeof(DocumentationEndpoints).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The page file '{file}' is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd());
    }
}
