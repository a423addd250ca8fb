using System.Text.Json.Nodes;
using ComfyStudio.Api.Producer.Families;

namespace ComfyStudio.Api.Producer.Chat;

/// <summary>The plan as a JSON schema in its strict form: every property required, none beside them.</summary>
internal static class PlanSchema
{
    /// <param name="isFirst">Later parts say nothing of title, style and words: these are settled.</param>
    public static JsonObject Of(bool isFirst)
    {
        var plan = new JsonObject
        {
            ["characters"] = ListOf(Object(("id", Text()), ("name", Text()), ("looks", Text()), ("outfits", ListOf(Object(("id", Text()), ("name", Text()), ("text", Text())))))),
            ["locations"] = ListOf(Object(("id", Text()), ("name", Text()), ("looks", Text()), ("light", Text()))),
            ["frames"] = ListOf(Frame()),
        };
        if (isFirst)
        {
            foreach (var name in (string[])["title", "prefix", "suffix"])
                plan[name] = Text();
            plan["keywords"] = ListOf(Object(("word", Text()), ("synonyms", ListOf(Text()))));
        }

        return Closed(plan);
    }

    private static JsonObject Frame() => Object(
        ("title", Text()), ("action", Text()), ("description", Text()),
        ("shotType", new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. ShotTypes.Tags.Select(shot => (JsonNode)shot.Id)]) }),
        ("cast", ListOf(Text())), ("outfits", ListOf(Object(("character", Text()), ("outfit", Text())))), ("locationId", Text()), ("timeOfDay", Text()), ("notes", Text()));

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject ListOf(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Object(params (string Name, JsonObject Schema)[] properties)
    {
        var all = new JsonObject();
        foreach (var (name, schema) in properties)
            all[name] = schema;
        return Closed(all);
    }

    private static JsonObject Closed(JsonObject properties) => new()
    {
        ["type"] = "object",
        ["properties"] = properties,
        ["required"] = new JsonArray([.. properties.Select(property => (JsonNode)property.Key)]),
        ["additionalProperties"] = false,
    };
}
