using ComfyStudio.Api.Generation;
using ComfyStudio.Api.Problems;
using ComfyStudio.Api.Producer;
using ComfyStudio.Api.Producer.Families;
using ComfyStudio.Api.Prompts;
using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Api.Sequences.Editing;
using ComfyStudio.Api.Sequences.Planning;
using ComfyStudio.Api.Templates;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Sequences;

/// <summary>Begins sequences.</summary>
internal sealed class SequenceMaker(SequenceBook book, SequenceRules rules, SequencePlanner planner, BlankSequences blanks, SceneRequestCheck check)
{
    public async Task<SequenceChange> MakeAsync(CreateSequence request, string owner, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (request.Plan)
            check.Check(new SceneRequest(request.Text ?? "", request.Frames, request.Arc, request.Family), errors);
        var begun = blanks.New(owner, request.Title, request.Family, request.Template) with
        {
            Source = new SequenceSource(request.Plan ? "story" : "blank", request.Text ?? "", request.Arc, request.Frames),
            Slots = request.Slots ?? new Dictionary<string, System.Text.Json.JsonElement>(),
        };
        var sequence = begun with { Title = BlankSequences.TitleOf(begun) };
        rules.Check(sequence, errors);
        if (errors.Any)
            return new SequenceChange.Invalid(errors);
        book.Save(sequence);
        return request.Plan ? await planner.PlanAsync(sequence, owner, takesTitle: begun.Title.Length == 0, cancellationToken) : new SequenceChange.Done(sequence);
    }

    public async Task<SequenceChange> PlanAsync(string id, PlanSequence request, string owner, CancellationToken cancellationToken)
    {
        if (book.Find(id, owner) is not { } sequence)
            return SequenceEditor.NoSequence(id);
        if (request.Version is { } version && version != sequence.Version)
            return new SequenceChange.Stale(sequence);
        var source = sequence.Source with { Text = request.Text ?? sequence.Source.Text, Arc = request.Arc ?? sequence.Source.Arc, Frames = request.Frames ?? sequence.Source.Frames };
        var errors = new FieldErrors();
        check.Check(new SceneRequest(source.Text, source.Frames, source.Arc, sequence.Family), errors);
        if (errors.Any)
            return new SequenceChange.Invalid(errors);
        var kept = await book.AloneAsync(id, () => Task.FromResult(Keep(sequence, source)), cancellationToken);
        return kept is SequenceChange.Done done ? await planner.PlanAsync(done.Sequence, owner, takesTitle: false, cancellationToken) : kept;
    }

    public SequenceChange Branch(string id, string? title, string owner)
    {
        if (book.Find(id, owner) is not { } origin)
            return SequenceEditor.NoSequence(id);
        var errors = new FieldErrors();
        SequenceRules.CheckTitle(title?.Trim() ?? origin.Title, errors);
        return errors.Any ? new SequenceChange.Invalid(errors) : new SequenceChange.Done(Branch(origin, title ?? BranchTitleOf(origin), owner));
    }

    private Sequence Branch(Sequence origin, string title, string owner)
    {
        var copy = blanks.New(owner, title, origin.Family, origin.Template);
        return book.Save(origin with
        {
            Id = copy.Id,
            Title = copy.Title,
            Version = copy.Version,
            CreatedAt = copy.CreatedAt,
            UpdatedAt = copy.UpdatedAt,
            BranchOf = origin.Id,
            // What is under way belongs to the first; what has come is shown in both.
            Frames = [.. origin.Frames.Select(Copy)],
            Removed = [.. origin.Removed.Where(frame => origin.IsReference(frame.Id)).Select(Copy)],
            Runs = [],
        });

        static Frame Copy(Frame frame) => frame with { Takes = [.. frame.Takes.Where(take => take.Result is not null)], FileName = null };
    }

    private static string BranchTitleOf(Sequence origin)
    {
        const string ending = " (2)";
        return ShortText.Beginning(origin.Title, SequenceRules.LongestName - ending.Length) + ending;
    }

    // What was typed is kept before the producer is asked.
    private SequenceChange Keep(Sequence read, SequenceSource source)
    {
        if (book.Read(read.Id) is not { } now || now.Version != read.Version)
            return book.Read(read.Id) is { } other ? new SequenceChange.Stale(other) : SequenceEditor.NoSequence(read.Id);
        return new SequenceChange.Done(now.Source == source ? now : book.Save(now with { Source = source }));
    }
}

/// <summary>Sequences with nothing in them yet.</summary>
internal sealed class BlankSequences(SequenceBook book, SeedSource seeds, TimeProvider time, IOptions<SequencesOptions> options)
{
    private const int LongestTitle = 60;

    public Sequence New(string owner, string? title, string? family, string? template)
    {
        var now = time.GetUtcNow();
        return new Sequence
        {
            Id = book.NewId(),
            Owner = owner,
            Title = title?.Trim() ?? "",
            Version = 1,
            CreatedAt = now,
            UpdatedAt = now,
            Family = family ?? ModelFamilies.Guess(template ?? options.Value.Template).Id,
            Template = template ?? options.Value.Template,
            Seed = new SeedRule(SeedRuleKind.PerFrame, seeds.Take(Seed.Random, 1)[0]),
        };
    }

    /// <summary>Its own, or how its text begins.</summary>
    public static string TitleOf(Sequence sequence)
    {
        if (sequence.Title.Length > 0)
            return sequence.Title;
        var line = sequence.Source.Text.Split('\n').Select(each => each.Trim()).FirstOrDefault(each => each.Length > 0) ?? "Untitled";
        return ShortText.Of(line, LongestTitle);
    }
}
