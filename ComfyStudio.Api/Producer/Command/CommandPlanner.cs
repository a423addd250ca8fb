using ComfyStudio.Api.Producer.Answers;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Producer.Command;

/// <summary>Has a program of the user's own plan: the story goes in at its stdin, the plan comes out at its stdout.</summary>
internal sealed class CommandPlanner(IOptions<ProducerOptions> options, ProgramRun run) : IScenePlanner, IProducerHealth
{
    public string Name => options.Value.Command.Program;

    public Task<string?> FindProblemAsync(CancellationToken cancellationToken) => Task.FromResult(
        ProgramFinder.Find(Name) is null ? $"There is no program '{Name}' on this machine. Set Producer:Command:Program to its whole path." : null);

    public Task<ScenePlan> PlanAsync(SceneRequest request, CancellationToken cancellationToken) => AskAsync(CommandInput.Of(request), request, cancellationToken);

    public async Task<SceneFrame> ReviseAsync(ShotWish wish, CancellationToken cancellationToken) =>
        wish.Answered(await AskAsync(CommandInput.Of(wish), wish.AsRequest(), cancellationToken));

    private async Task<ScenePlan> AskAsync(byte[] input, SceneRequest request, CancellationToken cancellationToken)
    {
        var said = await run.SayAsync(input, cancellationToken);
        var answer = AnswerReader.Read(said, request);
        return answer.IsUsable
            ? answer.Plan! with { Warnings = answer.Flaws, Raw = said }
            : throw ProducerException.Unusable($"What '{Name}' said is no plan. {string.Join(' ', answer.Faults)}", said);
    }
}
