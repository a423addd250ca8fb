using System.Text.Json.Nodes;
using ComfyStudio.Simulator.Faults;
using ComfyStudio.Simulator.Nodes;

namespace ComfyStudio.Simulator.Protocol;

/// <summary>What the server says about itself: nodes, models, machine, features.</summary>
internal static class InfoEndpoints
{
    // One grey pixel.
    private const string Thumbnail =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

    private static readonly string[] Get = ["GET", "HEAD"];

    public static void MapInfo(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/object_info", Get, AllNodes);
        routes.MapMethods("/object_info/{classType}", Get, OneNode);
        routes.MapMethods("/models", Get, (HttpContext http, ModelShelf shelf) => PlainAnswers.JsonAsync(http, shelf.Folders));
        routes.MapMethods("/models/{folder}", Get, Models);
        routes.MapMethods("/embeddings", Get, Embeddings);
        routes.MapMethods("/extensions", Get, (HttpContext http) => PlainAnswers.JsonAsync(http, Array.Empty<string>()));
        routes.MapMethods("/features", Get, (HttpContext http, ServerFeatures features) => PlainAnswers.JsonAsync(http, features.Describe()));
        routes.MapMethods("/system_stats", Get, (HttpContext http, SystemStats stats) => PlainAnswers.JsonAsync(http, stats.Describe()));
        routes.MapMethods("/view_metadata/{folder}", Get, ModelMetadata);
    }

    private static async Task AllNodes(HttpContext http, NodeCatalog catalog, FaultBox faults)
    {
        await faults.StallCatalogAsync(http.RequestAborted);
        await PlainAnswers.JsonAsync(http, catalog.Describe());
    }

    private static Task OneNode(HttpContext http, NodeCatalog catalog, string classType)
    {
        var found = new Fields();
        if (catalog.Contains(classType))
            found.Add(classType, catalog.Describe()[classType]);
        return PlainAnswers.JsonAsync(http, found);
    }

    private static Task Models(HttpContext http, ModelShelf shelf, string folder) =>
        shelf.Files(folder) is { } files ? PlainAnswers.JsonAsync(http, files) : PlainAnswers.EmptyAsync(http, 404);

    private static Task Embeddings(HttpContext http, ModelShelf shelf) => PlainAnswers.JsonAsync(
        http, shelf.Files("embeddings")!.Select(file => Path.ChangeExtension(file, null)).ToList());

    private static Task ModelMetadata(HttpContext http, ModelShelf shelf, string folder)
    {
        var name = http.Request.Query["filename"].ToString();
        if (!name.EndsWith(".safetensors", StringComparison.Ordinal) || shelf.Files(folder)?.Contains(name) != true)
            return PlainAnswers.EmptyAsync(http, 404);
        return PlainAnswers.JsonAsync(http, new JsonObject
        {
            ["modelspec.title"] = Path.GetFileNameWithoutExtension(name),
            ["modelspec.trigger_phrase"] = folder == "loras" ? $"{Path.GetFileNameWithoutExtension(name)} style" : null,
            ["modelspec.architecture"] = name.Contains("xl", StringComparison.OrdinalIgnoreCase) ? "stable-diffusion-xl-v1-base" : "stable-diffusion-v1",
            ["ss_tag_frequency"] = folder == "loras" ? """{ "10_drawing": { "ink": 12, "paper": 30 }, "5_more": { "ink": 25 } }""" : null,
            ["modelspec.thumbnail"] = folder == "loras" ? Thumbnail : null,
            ["note"] = "a name on the simulator's shelf; there are no weights",
        });
    }
}
