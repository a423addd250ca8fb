using System.Globalization;
using System.Text.RegularExpressions;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Editing;

namespace ComfyStudio.Api.Sequences.Bring;

/// <summary>Makes a sequence of prompt files: one frame for each, in the order of their names, in the very words that stand in them.</summary>
internal sealed partial class PromptSequences(SequenceBook book, SequenceRules rules, BlankSequences blanks)
{
    public SequenceChange Make(PromptSettings settings, IReadOnlyList<PromptFile> files, string owner)
    {
        var errors = new FieldErrors();
        List<PromptFile> prompts = [.. files.Where(file => !string.IsNullOrWhiteSpace(file.Text)).OrderBy(file => file.Name, StringComparer.OrdinalIgnoreCase)];
        if (prompts.Count == 0)
            errors.Add("files", files.Count == 0 ? "There are no prompt files (.txt)." : "All prompt files are empty.");
        var begun = blanks.New(owner, settings.Title ?? settings.Name, settings.Family, settings.Template);
        var sequence = begun with
        {
            Title = begun.Title.Length > 0 ? begun.Title : "Prompts",
            Source = new SequenceSource("prompts", Frames: prompts.Count),
            Style = new SequenceStyle(settings.Prefix, settings.Suffix, settings.Negative, string.IsNullOrWhiteSpace(settings.Lora) ? null : [new StyleLora(settings.Lora, settings.LoraStrength)]),
            Seed = settings.Seed is { } seed ? new SeedRule(settings.FixedSeed ? SeedRuleKind.Fixed : SeedRuleKind.BasePlusFrame, seed)
                : settings.FixedSeed ? begun.Seed with { Rule = SeedRuleKind.Fixed } : begun.Seed,
            Frames = [.. prompts.Select(prompt => new Frame { Id = book.NewId(), Title = TitleOf(prompt.Name), Action = prompt.Text.Trim() })],
        };
        rules.Check(sequence, errors);
        return errors.Any ? new SequenceChange.Invalid(errors) : new SequenceChange.Done(book.Save(sequence));
    }

    // "003_the_lighthouse.txt" is the lighthouse.
    private static string TitleOf(string fileName)
    {
        var name = Number().Replace(Path.GetFileNameWithoutExtension(fileName), "").Replace('_', ' ').Trim();
        return name.Length == 0 ? Path.GetFileNameWithoutExtension(fileName) : CultureInfo.InvariantCulture.TextInfo.ToUpper(name[0]) + name[1..];
    }

    [GeneratedRegex(@"^\d+[\s_.-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
