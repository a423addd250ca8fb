using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ComfyStudio.Api.Templates;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ComfyStudio.Api.Documentation;

/// <summary>What the generated OpenAPI document cannot know by itself.</summary>
internal static class StudioDocument
{
    private const string HexId = "^[0-9a-f]{32}$";

    private static readonly Dictionary<string, string> Tags = new()
    {
        ["Generations"] = "Asking for pictures.",
        ["Batches"] = "Asking for many pictures at once: lists, sweeps and seeds, with the grid of what came of them.",
        ["Jobs"] = "One job makes one picture. Jobs wait, run and end; they can be cancelled and tried again.",
        ["Queue"] = "The line of jobs that wait: its order, what is paused, and what is done to many jobs at once.",
        ["Live"] = "What happens, as it happens.",
        ["Images"] = "The gallery: every image below the images folder, whoever made it.",
        ["Albums"] = "Images that belong together, wherever they lie.",
        ["Searches"] = "Searches of the gallery that are made again.",
        ["Exports"] = "Sequences and images as files to hand over.",
        ["Trash"] = "What was deleted and can be taken back.",
        ["Templates"] = "What can be made.",
        ["Workflows"] = "What others made, brought along to become templates.",
        ["Inputs"] = "Pictures and masks that graphs start from.",
        ["Prompts"] = "Styles, and lists of words that prompts draw from.",
        ["Sequences"] = "Stories as pictures: people, places and style once, then frame for frame.",
        ["Producer"] = "Turns stories into shots, and reads shot lists.",
        ["Models"] = "What the engines have.",
        ["Engines"] = "The ComfyUI servers that do the work.",
        ["Webhooks"] = "Programs elsewhere that are told when a group ends or a job fails.",
        ["ComfyUI"] = "The four routes of the ComfyUI integration guide, for programs written against it.",
        ["System"] = "The studio itself.",
    };

    // The id types write themselves as text, which reflection cannot see.
    private static readonly Dictionary<Type, string> Ids = new()
    {
        [typeof(JobId)] = "A job's id.",
        [typeof(GroupId)] = "The id of jobs that were asked for together.",
        [typeof(ImageId)] = "An image's id.",
    };

    public static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "ComfyStudio",
            Version = "v1",
            Description = "Times are ISO 8601 in UTC. Failures are application/problem+json; `errors` names each field by its path in the request.",
        };
        document.Servers?.Clear();
        // Every GET answers HEAD too; a second operation of the same name would be no valid document.
        foreach (var path in document.Paths.Values)
            path.Operations?.Remove(HttpMethod.Head);
        var used = (document.Tags ?? new HashSet<OpenApiTag>()).Select(tag => tag.Name).ToHashSet();
        document.Tags = Tags.Where(tag => used.Contains(tag.Key)).Select(tag => new OpenApiTag { Name = tag.Key, Description = tag.Value }).ToHashSet();
        DescribeIds(document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>());
        return Task.CompletedTask;
    }

    // A schema is named at its first use, which may be one where the id can be missing. There, whoever refers to it says so.
    private static void DescribeIds(IDictionary<string, IOpenApiSchema> schemas)
    {
        foreach (var (type, description) in Ids)
        {
            if (!schemas.TryGetValue(type.Name, out var named) || named is not OpenApiSchema id)
                continue;
            id.Type = JsonSchemaType.String;
            id.Description = description;
        }

        if (schemas.TryGetValue(nameof(Seed), out var known) && known is OpenApiSchema seed)
            DescribeSeed(seed, isOptional: false);
    }

    public static Task DescribeSchemaAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (Ids.TryGetValue(type, out var description))
        {
            schema.Type = type == context.JsonTypeInfo.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Pattern = HexId;
            schema.Properties = null;
            schema.Description ??= description;
        }
        else if (type == typeof(Seed))
        {
            DescribeSeed(schema, isOptional: type != context.JsonTypeInfo.Type);
        }
        else if (type == typeof(ProblemDetails))
        {
            DescribeProblem(schema);
        }
        else if (context.JsonTypeInfo is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } && Ids.ContainsKey(element))
        {
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = HexId };
        }
        else if (context.JsonTypeInfo is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } each } && each == typeof(Seed))
        {
            schema.Items = SeedSchema();
        }

        return Task.CompletedTask;
    }

    private static void DescribeSeed(OpenApiSchema schema, bool isOptional)
    {
        schema.Type = JsonSchemaType.Integer | JsonSchemaType.String | (isOptional ? JsonSchemaType.Null : 0);
        schema.Format = null;
        schema.Pattern = "^-?[0-9]{1,20}$";
        schema.Properties = null;
        schema.Description ??= "A whole number up to 2^64-1, and always answered as one. Taken as a text of digits too, for programs whose numbers end at 2^53.";
    }

    private static OpenApiSchema SeedSchema()
    {
        var schema = new OpenApiSchema();
        DescribeSeed(schema, isOptional: false);
        return schema;
    }

    private static void DescribeProblem(OpenApiSchema schema)
    {
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        schema.Properties["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Names this request in the studio's logs and traces." };
        schema.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object | JsonSchemaType.Null,
            Description = "Sentences by field, for example `slots.steps`.",
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
        };
    }

    public static Task DescribeOperationAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.RequestBody?.Content is { } content && Examples.TryGetValue(operation.OperationId ?? "", out var example))
        {
            foreach (var media in content.Values)
                media.Example = JsonNode.Parse(example);
        }

        foreach (var response in operation.Responses?.Values.ToList() ?? [])
        {
            if (response.Content?.TryGetValue("text/event-stream", out var events) is true)
                events.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
        }

        return Task.CompletedTask;
    }

    private static readonly Dictionary<string, string> Examples = new()
    {
        ["submitGeneration"] = """{ "template": "text_to_image_sdxl", "slots": { "prompt": "a lighthouse at dusk, oil painting", "steps": 25, "seed": -1 }, "count": 4 }""",
        ["comfyuiGenerate"] = """{ "prompt": "a lighthouse at dusk, oil painting", "negativePrompt": "blurry", "steps": 20, "cfg": 7 }""",
        ["sendSpans"] = """[{ "traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174", "name": "generate", "startUnixMs": 1795250000000, "endUnixMs": 1795250001000 }]""",
    };
}
