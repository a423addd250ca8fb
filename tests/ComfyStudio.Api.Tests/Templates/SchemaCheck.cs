using System.Text.Json;
using System.Text.RegularExpressions;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Templates;

/// <summary>As much of JSON Schema as the schemas in workflows/schema use. A keyword that it does not know is an error, not a rule passed over.</summary>
internal sealed class SchemaCheck(string fileName)
{
    private static readonly HashSet<string> Remarks = ["$schema", "$defs", "title", "description"];

    private readonly JsonElement _root = JsonElement.Parse(File.ReadAllText(Path.Join(Checkout.Root, "workflows", "schema", fileName)));

    /// <summary>What is wrong, each with its place.</summary>
    public IReadOnlyList<string> Faults(JsonElement document) => [.. Faults(_root, document, "$")];

    private IEnumerable<string> Faults(JsonElement schema, JsonElement value, string at) =>
        schema.EnumerateObject().Where(rule => !Remarks.Contains(rule.Name)).SelectMany(rule => Faults(schema, rule, value, at));

    private IEnumerable<string> Faults(JsonElement schema, JsonProperty rule, JsonElement value, string at) => rule.Name switch
    {
        "$ref" => Faults(_root.GetProperty("$defs").GetProperty(rule.Value.GetString()!["#/$defs/".Length..]), value, at),
        "anyOf" => rule.Value.EnumerateArray().Any(option => !Faults(option, value, at).Any()) ? [] : [$"{at}: none of its forms"],
        "type" => Is(rule.Value, value) ? [] : [$"{at}: not of type {rule.Value}"],
        "enum" => rule.Value.EnumerateArray().Any(each => JsonElement.DeepEquals(each, value)) ? [] : [$"{at}: not one of {rule.Value}"],
        "pattern" => Only(value, JsonValueKind.String, () => Regex.IsMatch(value.GetString()!, rule.Value.GetString()!), $"{at}: not like {rule.Value}"),
        "minLength" => Only(value, JsonValueKind.String, () => value.GetString()!.Length >= rule.Value.GetInt32(), $"{at}: too short"),
        "minimum" => Only(value, JsonValueKind.Number, () => value.GetDouble() >= rule.Value.GetDouble(), $"{at}: too small"),
        "exclusiveMinimum" => Only(value, JsonValueKind.Number, () => value.GetDouble() > rule.Value.GetDouble(), $"{at}: too small"),
        "minItems" => Only(value, JsonValueKind.Array, () => value.GetArrayLength() >= rule.Value.GetInt32(), $"{at}: too few"),
        "maxItems" => Only(value, JsonValueKind.Array, () => value.GetArrayLength() <= rule.Value.GetInt32(), $"{at}: too many"),
        "minProperties" => Only(value, JsonValueKind.Object, () => value.EnumerateObject().Count() >= rule.Value.GetInt32(), $"{at}: too few"),
        "maxProperties" => Only(value, JsonValueKind.Object, () => value.EnumerateObject().Count() <= rule.Value.GetInt32(), $"{at}: too many"),
        "items" => Items(value).SelectMany((item, index) => Faults(rule.Value, item, $"{at}[{index}]")),
        "prefixItems" => Items(value).Zip(Items(rule.Value)).SelectMany((pair, index) => Faults(pair.Second, pair.First, $"{at}[{index}]")),
        "required" => Items(rule.Value).Where(name => !Has(value, name.GetString()!)).Select(name => $"{at}: without {name}"),
        "properties" => Members(value).Where(member => Has(rule.Value, member.Name))
            .SelectMany(member => Faults(rule.Value.GetProperty(member.Name), member.Value, $"{at}.{member.Name}")),
        "additionalProperties" => Members(value).Where(member => !schema.TryGetProperty("properties", out var known) || !Has(known, member.Name))
            .SelectMany(member => rule.Value.ValueKind is JsonValueKind.False
                ? [$"{at}: has {member.Name}"]
                : Faults(rule.Value, member.Value, $"{at}.{member.Name}")),
        _ => throw new NotSupportedException($"{fileName} uses '{rule.Name}'; teach {nameof(SchemaCheck)} what it means."),
    };

    private static IEnumerable<string> Only(JsonElement value, JsonValueKind kind, Func<bool> holds, string fault) =>
        value.ValueKind != kind || holds() ? [] : [fault];

    private static bool Is(JsonElement types, JsonElement value) =>
        types.ValueKind is JsonValueKind.Array ? Items(types).Any(type => Is(type, value)) : types.GetString() switch
        {
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" => value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _),
            var name => string.Equals(name, value.ValueKind.ToString(), StringComparison.OrdinalIgnoreCase),
        };

    private static bool Has(JsonElement value, string name) => value.ValueKind is not JsonValueKind.Object || value.TryGetProperty(name, out _);

    private static JsonElement.ArrayEnumerator Items(JsonElement value) => value.ValueKind is JsonValueKind.Array ? value.EnumerateArray() : default;

    private static JsonElement.ObjectEnumerator Members(JsonElement value) => value.ValueKind is JsonValueKind.Object ? value.EnumerateObject() : default;
}
