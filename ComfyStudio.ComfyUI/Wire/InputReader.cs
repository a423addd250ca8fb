using System.Collections.Frozen;
using System.Text.Json;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.ComfyUI.Wire;

/// <summary>Reads what a node takes: <c>{ required, optional: { name: [type, options] } }</c>.</summary>
internal static class InputReader
{
    private const string DynamicCombo = "COMFY_DYNAMICCOMBO_V3";

    // Whoever nests dynamic combos deeper than this means no good.
    private const int MaxDepth = 8;

    // What the editor and the extensions it brings along have a widget for; every other type is a socket.
    private static readonly FrozenSet<string> WidgetTypes = new[]
    {
        "INT", "FLOAT", "STRING", "BOOLEAN", "COMBO", DynamicCombo, "COLOR", "MARKDOWN", "TEXTAREA", "BOUNDING_BOX", "BOUNDING_BOXES", "COLORS",
        "COMPOSITOR", "CURVE", "RANGE", "VIDEO_EDIT", "PAINTER", "CHART", "GALLERIA", "IMAGECOMPARE", "RESOLUTION_PREVIEW", "IMAGEUPLOAD",
        "AUDIOUPLOAD", "AUDIO_UI", "AUDIO_RECORD", "WEBCAM", "LOAD_3D", "LOAD_3D_ANIMATION", "PREVIEW_3D", "PREVIEW_3D_ANIMATION",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] UploadOptions = ["image_upload", "audio_upload", "video_upload", "animated_image_upload", "file_upload"];

    // Hidden inputs are the engine's own business.
    public static IReadOnlyList<InputDefinition> ReadAll(JsonElement inputs, JsonElement order) =>
        [.. ReadGroup(inputs, order, "required", "", 0), .. ReadGroup(inputs, order, "optional", "", 0)];

    private static IEnumerable<InputDefinition> ReadGroup(JsonElement inputs, JsonElement order, string group, string prefix, int depth) =>
        Ordered(inputs.Find(group), order.Find(group).Labels())
            .Select(input => ReadInput(prefix + input.Name, input.Value, isRequired: group == "required", depth));

    // Proxies and caches may sort the keys of an object; the list of names keeps the order that widgets have.
    private static IEnumerable<JsonProperty> Ordered(JsonElement inputs, IReadOnlyList<string> names)
    {
        var properties = inputs.Properties().ToList();
        if (properties.Select(property => property.Name).SequenceEqual(names))
            return properties;
        var places = names.Index().DistinctBy(name => name.Item).ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        return properties.OrderBy(property => places.GetValueOrDefault(property.Name, int.MaxValue));
    }

    private static InputDefinition ReadInput(string name, JsonElement input, bool isRequired, int depth)
    {
        var type = input.At(0);
        var options = input.At(1);
        var typeName = type.ValueKind is JsonValueKind.Array ? "COMBO" : type.Text() ?? input.Text() ?? "*";
        var variants = typeName == DynamicCombo && depth < MaxDepth ? ReadVariants(name, options, depth) : null;
        var definition = new InputDefinition(
            name,
            typeName,
            isRequired,
            // The old spelling has the choices in place of the type, the new one says COMBO and has them in the options.
            variants is null ? (type.ValueKind is JsonValueKind.Array ? type : options.Find("options")).Labels() : [.. variants.Keys],
            options.Number("min"),
            options.Number("max"),
            options.Number("step"),
            ReadDefault(options.Find("default")));
        return ReadOptions(definition, options) with { Variants = variants ?? definition.Variants, Grown = ReadGrown(name, options, depth) };
    }

    private static InputDefinition ReadOptions(InputDefinition input, JsonElement options)
    {
        var widget = options.Text("widgetType") ?? input.Type;
        var forced = options.Flag("forceInput");
        var fallback = options.Find("default");
        return input with
        {
            WidgetType = widget,
            IsWidget = WidgetTypes.Contains(widget) && !forced,
            ForceInput = forced,
            ControlAfterGenerate = HasControl(input, options.Find("control_after_generate")),
            ImageUpload = options.Flag("image_upload") || options.Flag("animated_image_upload"),
            IsUpload = UploadOptions.Any(option => options.Flag(option)),
            Multiline = options.Flag("multiline"),
            DynamicPrompts = options.Flag("dynamicPrompts"),
            Tooltip = options.Text("tooltip"),
            DefaultJson = fallback.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? fallback.GetRawText() : null,
        };
    }

    // The option may also be the label of that second widget. Whole numbers called seed have one unless it says no.
    private static bool HasControl(InputDefinition input, JsonElement option) => option.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.String => option.GetString() is { Length: > 0 },
        JsonValueKind.False => false,
        _ => input is { Type: "INT", Name: "seed" or "noise_seed" },
    };

    private static OrderedDictionary<string, IReadOnlyList<InputDefinition>> ReadVariants(string name, JsonElement options, int depth)
    {
        var variants = new OrderedDictionary<string, IReadOnlyList<InputDefinition>>(StringComparer.Ordinal);
        foreach (var option in options.Find("options").Items())
        {
            if (option.Label("key") is { } key)
                variants[key] = [.. ReadInner(name, option.Find("inputs"), depth)];
        }

        return variants;
    }

    private static IReadOnlyList<InputDefinition> ReadGrown(string name, JsonElement options, int depth) =>
        depth < MaxDepth ? [.. ReadInner(name, options.Find("template").Find("input"), depth)] : [];

    private static IEnumerable<InputDefinition> ReadInner(string name, JsonElement inputs, int depth) =>
        ReadGroup(inputs, default, "required", $"{name}.", depth + 1).Concat(ReadGroup(inputs, default, "optional", $"{name}.", depth + 1));

    private static object? ReadDefault(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt64(out var integer) ? (object)integer : value.GetDouble(),
        _ => null,
    };
}
