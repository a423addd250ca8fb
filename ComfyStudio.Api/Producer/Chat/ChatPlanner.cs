using ComfyStudio.Api.Producer.Answers;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Producer.Chat;

/// <summary>
/// Has a language model plan. It gets the story as data and can answer with nothing but a plan. Long stories are planned in parts: each one knows
/// the people and places so far, which it cannot change, and what happened before it.
/// </summary>
internal sealed partial class ChatPlanner(ChatClient chat, MemoryReleaser memory, IOptions<ProducerOptions> options, ILogger<ChatPlanner> logger) : IScenePlanner, IProducerHealth
{
    private ChatOptions Options => options.Value.Http;

    public string Name => Options.Model.Length > 0 ? Options.Model : Options.Address;

    public Task<string?> FindProblemAsync(CancellationToken cancellationToken) => chat.FindProblemAsync(cancellationToken);

    public Task<ScenePlan> PlanAsync(SceneRequest request, CancellationToken cancellationToken) =>
        FreeingMemoryAsync(() => PlanPartsAsync(request, cancellationToken), cancellationToken);

    public async Task<SceneFrame> ReviseAsync(ShotWish wish, CancellationToken cancellationToken) => wish.Answered(await FreeingMemoryAsync(
        () => AskTwiceAsync(ChatPrompt.Of(wish), wish.AsRequest(), isFirst: false, "The change of a shot", cancellationToken), cancellationToken));

    private async Task<ScenePlan> FreeingMemoryAsync(Func<Task<ScenePlan>> ask, CancellationToken cancellationToken)
    {
        try
        {
            var plan = await ask();
            return await memory.ReleaseAsync(cancellationToken) is { } held ? plan with { Warnings = [.. plan.Warnings, held] } : plan;
        }
        catch (Exception exception) when (exception is ProducerException or OperationCanceledException)
        {
            // Whoever gives up leaves no model behind on the card either.
            await memory.ReleaseAsync(CancellationToken.None);
            throw;
        }
    }

    private async Task<ScenePlan> PlanPartsAsync(SceneRequest request, CancellationToken cancellationToken)
    {
        ScenePlan? plan = null;
        var parts = StoryParts.Of(request, Options.FramesPerPart);
        foreach (var (index, part) in parts.Index())
        {
            var place = new PartPlace(index + 1, parts.Count, plan);
            var known = plan is null ? part : part with { Keep = StoryParts.Known(part.Keep, plan) };
            var next = await AskTwiceAsync(ChatPrompt.Of(known, place), known, place.IsFirst, $"Part {place.Number} of {place.Count} of the plan", cancellationToken);
            plan = plan is null ? next : StoryParts.Join(plan, next);
        }

        return plan!;
    }

    // One round to mend; after that a person is asked.
    private async Task<ScenePlan> AskTwiceAsync(IReadOnlyList<ChatMessage> talk, SceneRequest request, bool isFirst, string what, CancellationToken cancellationToken)
    {
        var said = await chat.AskAsync(talk, isFirst, cancellationToken);
        var answer = AnswerReader.Read(said, request);
        if (answer.IsUsable && answer.Flaws.Count == 0)
            return answer.Plan! with { Raw = said };
        LogMending(what, string.Join(' ', answer.Faults.Concat(answer.Flaws)));
        var mended = await chat.AskAsync([.. talk, ChatPrompt.Said(said), ChatPrompt.Mend(answer)], isFirst, cancellationToken);
        var second = AnswerReader.Read(mended, request);
        if (second.IsUsable)
            return second.Plan! with { Raw = mended, Warnings = second.Flaws };
        if (answer.IsUsable)
            return answer.Plan! with { Raw = said, Warnings = answer.Flaws };
        throw ProducerException.Unusable($"{Name} was asked twice and did not answer with a plan. {string.Join(' ', second.Faults)}", mended);
    }

    [LoggerMessage(LogLevel.Information, "{What} is mended once: {Faults}")]
    private partial void LogMending(string what, string faults);
}

/// <param name="Before">What the parts before it came to.</param>
internal sealed record PartPlace(int Number, int Count, ScenePlan? Before)
{
    public bool IsFirst => Number == 1;
}
