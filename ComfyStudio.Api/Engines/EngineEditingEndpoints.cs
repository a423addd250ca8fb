using ComfyStudio.Api.Problems;
using ComfyStudio.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Api.Engines;

/// <summary>Engines by hand: added, changed, removed, paused and drained.</summary>
internal static class EngineEditingEndpoints
{
    public static void MapEditing(this RouteGroupBuilder engines)
    {
        engines.MapPost("", Add).WithName("addEngine").WithSummary("Add a ComfyUI")
            .WithDescription("Answers at once; a worker then looks at it, and an `engine` event tells how it is. The login is kept and never told again.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        engines.MapPut("{id}", Change).WithName("changeEngine").WithSummary("Change an engine that was added here")
            .WithDescription("Without any of `token`, `userName` and `password` the login stays as it is; empty ones clear it.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        engines.MapDelete("{id}", Remove).WithName("removeEngine").WithSummary("Remove an engine that was added here")
            .WithDescription("It gets no new jobs from now on. When the time to take it back is over, another engine takes over what it has.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        engines.MapPost("{id}/restore", Restore).WithName("restoreEngine").WithSummary("Take back the removal of an engine")
            .ProducesProblem(StatusCodes.Status409Conflict);
        engines.MapPost("{id}/pause", Pause).WithName("pauseEngine").WithSummary("Give an engine nothing new")
            .WithDescription("What it has begun or holds ready it ends.").ProducesProblem(StatusCodes.Status404NotFound);
        engines.MapPost("{id}/drain", Drain).WithName("drainEngine").WithSummary("Let an engine run dry, so that it can be switched off")
            .WithDescription("It ends what it has begun; what it holds ready goes to others.").ProducesProblem(StatusCodes.Status404NotFound);
        engines.MapPost("{id}/resume", Resume).WithName("resumeEngine").WithSummary("Feed an engine again")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    internal static async Task<Results<Created<EngineView>, ProblemHttpResult>> Add(
        EngineRequest request, EngineEditor editor, FleetReader fleet, CancellationToken cancellationToken) =>
        await editor.AddAsync(request, cancellationToken) switch
        {
            EditOutcome.Done done when await fleet.FindAsync(done.Id, cancellationToken) is { } engine =>
                TypedResults.Created($"/api/engines/{done.Id}", EngineView.Of(engine)),
            var refused => Refusal("", refused),
        };

    internal static async Task<Results<Ok<EngineView>, ProblemHttpResult>> Change(
        string id, EngineRequest request, EngineEditor editor, FleetReader fleet, CancellationToken cancellationToken) =>
        await editor.ChangeAsync(id, request, cancellationToken) switch
        {
            EditOutcome.Done when await fleet.FindAsync(id, cancellationToken) is { } engine => TypedResults.Ok(EngineView.Of(engine)),
            var refused => Refusal(id, refused),
        };

    internal static async Task<Results<Ok<RemovedEngine>, ProblemHttpResult>> Remove(string id, EngineEditor editor, CancellationToken cancellationToken) =>
        await editor.RemoveAsync(id, cancellationToken) switch
        {
            EditOutcome.Removed removed => TypedResults.Ok(new RemovedEngine(id, removed.UndoUntil)),
            var refused => Refusal(id, refused),
        };

    internal static async Task<Results<Ok<EngineView>, ProblemHttpResult>> Restore(
        string id, EngineDirectory directory, FleetReader fleet, CancellationToken cancellationToken) =>
        await directory.RestoreAsync(id, cancellationToken) && await fleet.FindAsync(id, cancellationToken) is { } engine
            ? TypedResults.Ok(EngineView.Of(engine))
            : ProblemKinds.Conflict.With("It is too late to take this back: add the engine again.");

    internal static Task<Results<Ok<EngineView>, ProblemHttpResult>> Pause(
        string id, JobQueue queue, FleetReader fleet, CancellationToken cancellationToken) =>
        SteerAsync(id, () => queue.PauseAsync(new PauseScope.Engine(id), cancellationToken), fleet, cancellationToken);

    internal static Task<Results<Ok<EngineView>, ProblemHttpResult>> Drain(
        string id, JobQueue queue, FleetReader fleet, CancellationToken cancellationToken) =>
        SteerAsync(id, () => queue.PauseAsync(new PauseScope.Engine(id, Drain: true), cancellationToken), fleet, cancellationToken);

    internal static Task<Results<Ok<EngineView>, ProblemHttpResult>> Resume(
        string id, JobQueue queue, FleetReader fleet, CancellationToken cancellationToken) =>
        SteerAsync(id, () => queue.ResumeAsync(new PauseScope.Engine(id), cancellationToken), fleet, cancellationToken);

    private static async Task<Results<Ok<EngineView>, ProblemHttpResult>> SteerAsync(
        string id, Func<Task> steer, FleetReader fleet, CancellationToken cancellationToken)
    {
        if (await fleet.FindAsync(id, cancellationToken) is null)
            return EngineEndpoints.Unknown(id);
        await steer();
        return await fleet.FindAsync(id, cancellationToken) is { } engine ? TypedResults.Ok(EngineView.Of(engine)) : EngineEndpoints.Unknown(id);
    }

    private static ProblemHttpResult Refusal(string id, EditOutcome outcome) => outcome switch
    {
        EditOutcome.Invalid invalid => invalid.Errors.ToProblem(),
        EditOutcome.IsConfigured configured => ProblemKinds.Conflict.With(
            $"{configured.Name} is configured: change it where {configured.Setting} is set, or COMFYUI_URL when the studio was started with it, and start the studio again."),
        _ => EngineEndpoints.Unknown(id),
    };
}

/// <param name="UndoUntil">POST /api/engines/{id}/restore takes the removal back until then.</param>
internal sealed record RemovedEngine(string Id, DateTimeOffset UndoUntil);
