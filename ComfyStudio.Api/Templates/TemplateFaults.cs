namespace ComfyStudio.Api.Templates;

/// <summary>Something that makes a template useless.</summary>
/// <param name="Slot">The name of the slot to blame; null for the template as a whole.</param>
/// <param name="Message">A sentence that follows the file's and the slot's name.</param>
internal sealed record TemplateFault(string? Slot, string Message);

/// <summary>Finds what could only fail later, on an engine.</summary>
internal static class TemplateFaults
{
    public static IReadOnlyList<TemplateFault> In(Template template) =>
    [
        .. InFile(template).Select(message => new TemplateFault(null, message)),
        .. template.Slots.SelectMany(slot => InSlot(template, slot).Select(message => new TemplateFault(slot.Name, message))),
    ];

    private static IEnumerable<string> InFile(Template template)
    {
        var file = template.File;
        if (!template.Graph.SaveNodes.Any())
            yield return "no node of its graph saves an image (one with a filename_prefix).";
        foreach (var group in file.Groups.GroupBy(group => group.Name).Where(group => group.Count() > 1))
            yield return $"the group '{group.Key}' stands twice.";
        foreach (var url in file.Requires.Addresses.Where(url => !IsWebAddress(url)))
            yield return $"'{url}' is no address on the web.";
        foreach (var model in file.Requires.Models.Where(model => model.Sha256 is { } hash && !Sha256Text.IsOne(hash)))
            yield return $"the sha256 of '{model.Name}' must be 64 hexadecimal digits, the letters small.";
        if (file.Preview is { } preview && !IsPicture(preview))
            yield return $"the preview '{preview}' must be a .webp, .png or .jpg below the folder of the templates.";
    }

    private static IEnumerable<string> InSlot(Template template, Slot slot)
    {
        if (template.Slots.Count(other => other.Name == slot.Name) > 1)
            return ["the name stands twice."];
        string?[] faults = [SlotShape.FindFault(slot), GroupFault(template, slot), ConditionFault(template, slot), ReferenceFault(template, slot), .. SlotPlaces.Faults(template.Graph, slot)];
        return faults.OfType<string>().DefaultIfEmpty(SlotShape.FindDefaultFault(slot)).OfType<string>();
    }

    private static string? GroupFault(Template template, Slot slot) =>
        slot.Group is { } name && template.File.Groups.All(group => group.Name != name) ? $"there is no group '{name}'." : null;

    private static string? ConditionFault(Template template, Slot slot) => slot.VisibleWhen switch
    {
        null => null,
        { Slot: var other } when other == slot.Name || template.FindSlot(other) is null => $"visibleWhen: there is no other slot '{other}'.",
        { IsWhole: false } => "visibleWhen needs one of is and isNot.",
        _ => null,
    };

    private static string? ReferenceFault(Template template, Slot slot) => slot switch
    {
        { Reference: null } => null,
        { Type: not SlotType.Image } => "only an image can be a reference.",
        { IsOptional: false } => "a reference needs off, for frames where nobody of that kind is seen.",
        { Reference.Of: not (SlotReference.Person or SlotReference.Place) } => "reference: of is person or place.",
        { Reference.Weight: { } weight } when template.FindSlot(weight)?.Type is not SlotType.Float => $"reference: there is no slot '{weight}' for a strength.",
        _ => null,
    };

    private static bool IsWebAddress(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http";

    private static bool IsPicture(string path) =>
        !Path.IsPathRooted(path) && !path.Split('/', '\\').Contains("..") && Path.GetExtension(path) is ".webp" or ".png" or ".jpg";
}
