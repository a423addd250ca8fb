using System.Globalization;
using System.Text.Json;
using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Workflows.Proposals;

/// <summary>Slots made of places in a graph, with their limits from the catalogue and their default from the graph.</summary>
internal static class SlotDraft
{
    private const double LargestExact = 1L << 53;

    /// <param name="slot">Name, label, type and whatever the place does not tell.</param>
    /// <param name="places">All of them get the same value; the first one's counts.</param>
    public static Slot At(Slot slot, IReadOnlyList<ValuePlace> places)
    {
        var limited = slot.Type is SlotType.Integer or SlotType.Float ? Limited(slot, places[0]) : slot;
        return limited with { Inputs = Names(places), Default = Json(places[0]), Help = slot.Help ?? places[0].Asker.Input.Tooltip };
    }

    public static Slot New(string name, string label, SlotType type, SlotGroup group, bool advanced = false) =>
        new() { Name = name, Label = label, Type = type, Group = group.Name, Inputs = [], Advanced = advanced };

    /// <summary>The width and the height of one picture, in every pair of places that has it.</summary>
    public static Slot Size(IReadOnlyList<(ValuePlace Width, ValuePlace Height)> pairs)
    {
        var (width, height) = pairs[0];
        var limited = Limited(New("size", "Size", SlotType.Size, ProposedGroup.Picture), width);
        var step = limited.Step is { } even && Number(height) % even == 0 ? limited.Step : null;
        return limited with
        {
            Step = step,
            Inputs = [.. pairs.SelectMany(pair => new[] { pair.Width.Name, pair.Height.Name })],
            Default = JsonElement.Parse($$"""{"width":{{width.Value.ToJsonString()}},"height":{{height.Value.ToJsonString()}}}"""),
        };
    }

    public static double? Number(ValuePlace place) =>
        double.TryParse(place.Value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    // What the graph has is right, whatever the catalogue says: limits that would refuse it are left out.
    private static Slot Limited(Slot slot, ValuePlace place)
    {
        var (input, value) = (place.Asker.Input, Number(place));
        return slot with
        {
            Min = input.Min is { } min && Math.Abs(min) < LargestExact && !(value < min) ? min : null,
            Max = input.Max is { } max && Math.Abs(max) < LargestExact && !(value > max) ? max : null,
            Step = input.Step is > 0 and var step && (slot.Type is SlotType.Float || value % step == 0) ? step : null,
        };
    }

    private static List<string> Names(IReadOnlyList<ValuePlace> places) => [.. places.Select(place => place.Name)];

    private static JsonElement Json(ValuePlace place) => JsonElement.Parse(place.Value.ToJsonString());
}
