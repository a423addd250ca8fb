using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Producer.Families;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Templates;
using ComfyStudio.Images;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Sequences.Editing;

/// <summary>Whether a sequence makes sense, whoever wrote it: all faults at once, by field. What only a template can tell is checked when it starts.</summary>
internal sealed class SequenceRules(TemplateLibrary templates, InputFiles inputs, IOptions<SequencesOptions> options)
{
    public const int LongestName = 200;
    private const int MostEntries = 200;
    private const double Strongest = 10;

    public void Check(Sequence sequence, FieldErrors errors)
    {
        CheckTitle(sequence.Title, errors);
        Text("arc", "The arc", sequence.Source.Arc, Slot.MaxTextLength, errors);
        Text("text", "The text", sequence.Source.Text, Slot.MaxTextLength * 5, errors);
        if (sequence.Template is { } template && templates.Find(template) is null)
            errors.Add("template", $"There is no template '{template}'.");
        if (sequence.Family is { } family && ModelFamilies.Find(family) is null)
            errors.Add("family", $"There is no model family '{family}'; there are {string.Join(", ", ModelFamilies.All.Select(each => $"'{each.Id}'"))}.");
        if (!sequence.Seed.Base.IsGiven)
            errors.Add("seed.base", $"The seed must be a whole number from 0 to {ulong.MaxValue}.");
        if (sequence.Fps is < 0.1 or > 60)
            errors.Add("fps", "Frames per second must be from 0.1 to 60.");
        CheckStyle(sequence.Style, errors);
        CheckBible(sequence, errors);
        CheckFrames(sequence, errors);
    }

    public static void CheckTitle(string title, FieldErrors errors)
    {
        Text("title", "The title", title, LongestName, errors);
        if (title.Length == 0)
            errors.Add("title", "The title must not be empty.");
    }

    private static void CheckStyle(SequenceStyle style, FieldErrors errors)
    {
        Text("style.prefix", "The prefix", style.Prefix, Slot.MaxTextLength, errors);
        Text("style.suffix", "The suffix", style.Suffix, Slot.MaxTextLength, errors);
        Text("style.negative", "The negative prompt", style.Negative, Slot.MaxTextLength, errors);
        Count("style.loras", style.Loras?.Count, errors);
        Count("style.keywords", style.Keywords?.Count, errors);
        foreach (var (i, lora) in (style.Loras ?? []).Index())
        {
            Name($"style.loras[{i}].name", "A LoRA", lora.Name, errors);
            Strength($"style.loras[{i}].strength", lora.Strength, errors);
        }
    }

    private void CheckBible(Sequence sequence, FieldErrors errors)
    {
        Count("characters", sequence.Characters.Count, errors);
        Count("locations", sequence.Locations.Count, errors);
        Ids("characters", [.. sequence.Characters.Select(character => character.Id)], errors);
        Ids("locations", [.. sequence.Locations.Select(location => location.Id)], errors);
        foreach (var (i, character) in sequence.Characters.Index())
        {
            Name($"characters[{i}].name", "A person", character.Name, errors);
            Text($"characters[{i}].looks", "The looks", character.Looks, Slot.MaxTextLength, errors);
            Ids($"characters[{i}].outfits", [.. (character.Outfits ?? []).Select(outfit => outfit.Id)], errors);
            Strength($"characters[{i}].weight", character.Weight, errors);
            CheckReferences($"characters[{i}].references", character.References, sequence, errors);
        }

        foreach (var (i, location) in sequence.Locations.Index())
        {
            Name($"locations[{i}].name", "A place", location.Name, errors);
            Text($"locations[{i}].looks", "The looks", location.Looks, Slot.MaxTextLength, errors);
            CheckReferences($"locations[{i}].references", location.References, sequence, errors);
        }

        FrameCircles.Check(sequence, errors);
    }

    private void CheckReferences(string field, IReadOnlyList<Reference>? references, Sequence sequence, FieldErrors errors)
    {
        Count(field, references?.Count, errors);
        foreach (var (i, reference) in (references ?? []).Index())
        {
            Strength($"{field}[{i}].weight", reference.Weight, errors);
            if (reference is { Frame: not null, Input: not null })
                errors.Add($"{field}[{i}].frame", "Name an uploaded picture or a frame, not both.");
            else if (reference.Frame is { } frame && sequence.FindAnyFrame(frame) is null)
                errors.Add($"{field}[{i}].frame", $"There is no frame '{frame}' in this sequence.");
            else if (reference.Frame is null && (reference.Input is not { } input || !Sha256Text.IsOne(input) || inputs.Use(input) is null))
                errors.Add($"{field}[{i}].input", "The studio does not have this picture; upload it, see POST /api/inputs.");
        }
    }

    private void CheckFrames(Sequence sequence, FieldErrors errors)
    {
        if (sequence.Frames.Count > options.Value.MaxFrames)
            errors.Add("frames", $"{sequence.Frames.Count} frames are too many; {options.Value.MaxFrames} is the most.");
        Ids("frames", [.. sequence.Frames.Select(frame => frame.Id)], errors);
        foreach (var (i, frame) in sequence.Frames.Index())
        {
            Text($"frames[{i}].title", "The title", frame.Title, LongestName, errors);
            Text($"frames[{i}].action", "The action", frame.Action, Slot.MaxTextLength, errors);
            Text($"frames[{i}].description", "The description", frame.Description, Slot.MaxTextLength, errors);
            Text($"frames[{i}].shotType", "The shot", frame.ShotType, LongestName, errors);
            Text($"frames[{i}].timeOfDay", "The time of day", frame.TimeOfDay, LongestName, errors);
            Text($"frames[{i}].notes", "The notes", frame.Notes, Slot.MaxTextLength, errors);
            Text($"frames[{i}].promptOverride", "The prompt", frame.PromptOverride, Slot.MaxTextLength, errors);
            if (frame.DurationMs is < 40 or > 600_000)
                errors.Add($"frames[{i}].durationMs", "A frame is shown for 40 to 600000 milliseconds.");
            if (frame.Seed is { IsGiven: false })
                errors.Add($"frames[{i}].seed", $"The seed must be a whole number from 0 to {ulong.MaxValue}, or -1 for the sequence's rule.");
            foreach (var unknown in frame.Locks.Except(FrameLocks.Names))
                errors.Add($"frames[{i}].locks", $"There is no cell '{unknown}'; there are {string.Join(", ", FrameLocks.Names)}.");
        }
    }

    /// <summary>That frames name nobody who is not there.</summary>
    public static void CheckNames(Sequence sequence, FieldErrors errors)
    {
        foreach (var (i, frame) in sequence.Frames.Index())
        {
            foreach (var id in frame.Cast.Where(id => sequence.Characters.All(character => character.Id != id)))
                errors.Add($"frames[{i}].cast", $"There is no person '{id}' in this sequence.");
            if (frame.LocationId is { } place && sequence.Locations.All(location => location.Id != place))
                errors.Add($"frames[{i}].locationId", $"There is no place '{place}' in this sequence.");
        }
    }

    private static void Ids(string field, IReadOnlyList<string> ids, FieldErrors errors)
    {
        foreach (var (i, id) in ids.Index())
        {
            if (id is not { Length: > 0 and <= LongestName })
                errors.Add($"{field}[{i}].id", "An id must not be empty.");
            else if (ids.Take(i).Contains(id))
                errors.Add($"{field}[{i}].id", $"There is another one with the id '{id}'.");
        }
    }

    private static void Name(string field, string what, string? name, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(name))
            errors.Add(field, $"{what} must have a name.");
        Text(field, "The name", name, LongestName, errors);
    }

    private static void Text(string field, string what, string? text, int most, FieldErrors errors)
    {
        if (text?.Length > most)
            errors.Add(field, $"{what} has {text.Length} characters; {most} is the most.");
    }

    private static void Count(string field, int? count, FieldErrors errors)
    {
        if (count > MostEntries)
            errors.Add(field, $"{count} are too many; {MostEntries} is the most.");
    }

    private static void Strength(string field, double strength, FieldErrors errors)
    {
        if (!double.IsFinite(strength) || Math.Abs(strength) > Strongest)
            errors.Add(field, $"A strength must be from {SlotRules.Number(-Strongest)} to {SlotRules.Number(Strongest)}.");
    }
}
