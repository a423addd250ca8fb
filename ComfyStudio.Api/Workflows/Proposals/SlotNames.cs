using System.Globalization;
using System.Text;
using ComfyStudio.Api.Templates;
using ComfyStudio.ComfyUI.Graphs;

namespace ComfyStudio.Api.Workflows.Proposals;

/// <summary>Gives every slot a name and a label that no other one has.</summary>
internal static class SlotNames
{
    private const int MaxLength = 40;

    /// <param name="drafts">In the order of the form, each with the node its value is for.</param>
    public static IReadOnlyList<Slot> MakeUnique(IReadOnlyList<(Slot Slot, GraphNode For)> drafts)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var labels = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var shared = drafts.GroupBy(draft => draft.Slot.Label, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. drafts.Select(draft => draft.Slot with
            {
                Name = Unique(NameOf(draft.Slot), names, "_"),
                Label = Unique(shared.Contains(draft.Slot.Label) ? LabelOf(draft.Slot, draft.For) : draft.Slot.Label, labels, " "),
            }),
        ];
    }

    /// <summary>A name made of a title: lower case, digits and underscores.</summary>
    public static string Slug(string title)
    {
        var slug = new StringBuilder();
        foreach (var letter in title.Where(char.IsAscii))
        {
            if (char.IsAsciiLetterOrDigit(letter))
                slug.Append(char.ToLowerInvariant(letter));
            else if (slug.Length > 0 && slug[^1] != '_')
                slug.Append('_');
        }

        var text = slug.ToString().Trim('_');
        return text.Length == 0 ? "value" : text[..Math.Min(MaxLength, text.Length)];
    }

    /// <summary>An input's name as a label: <c>resize_type.scale_by</c> becomes <c>Scale by</c>.</summary>
    public static string Words(string input)
    {
        var words = input[(input.LastIndexOf('.') + 1)..].Replace('_', ' ').Trim();
        return words.Length == 0 ? "Value" : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>The studio names files itself.</summary>
    public static bool IsFileName(string input) => input is "filename_prefix" or "filename";

    // Jobs and images read these two under their names, and expect what their types hold.
    private static string NameOf(Slot slot) => slot switch
    {
        { Name: Slot.Prompt, Type: not SlotType.Prompt } => "prompt_text",
        { Name: Slot.Seed, Type: not SlotType.Seed } => "seed_value",
        _ => slot.Name,
    };

    private static string LabelOf(Slot slot, GraphNode node) =>
        node.Title is { Length: > 0 } title && title != slot.Label ? $"{slot.Label} ({title})" : slot.Label;

    // The third of "seed" and "seed_2" is "seed_3".
    private static string Unique(string text, HashSet<string> taken, string separator)
    {
        if (taken.Add(text))
            return text;
        var end = text.LastIndexOf(separator, StringComparison.Ordinal);
        var stem = end > 0 && text[(end + separator.Length)..] is { Length: > 0 } tail && tail.All(char.IsAsciiDigit) ? text[..end] : text;
        var number = 2;
        while (!taken.Add(Numbered(stem, number, separator)))
            number++;
        return Numbered(stem, number, separator);
    }

    private static string Numbered(string stem, int number, string separator) => string.Create(CultureInfo.InvariantCulture, $"{stem}{separator}{number}");
}
