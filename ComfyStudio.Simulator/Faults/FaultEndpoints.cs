using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ComfyStudio.Simulator.Execution;
using ComfyStudio.Simulator.Nodes;
using ComfyStudio.Simulator.Protocol;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComfyStudio.Simulator.Faults;

/// <summary>/simulator: what a real ComfyUI does not have. Faults, speed, and a look inside; for tests and demonstrations.</summary>
internal static class FaultEndpoints
{
    public static void AddFaults(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FaultBox>();
        builder.Services.ConfigureHttpJsonOptions(options =>
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, SimulatorJson.Default));
    }

    /// <summary>Before everything else, so that a fault hits any request but those that control the faults.</summary>
    public static void UseFaults(this WebApplication app) => app.Use(MeetFaultsAsync);

    public static void MapFaults(this WebApplication app)
    {
        var simulator = app.MapGroup("/simulator");
        simulator.MapGet("/faults", (FaultBox faults) => TypedResults.Ok(faults.Plan));
        simulator.MapPut("/faults", SetFaults);
        simulator.MapDelete("/faults", ClearFaults);
        simulator.MapPost("/sockets/cut", CutSockets);
        simulator.MapPost("/restart", Restart);
        simulator.MapPost("/speed", SetSpeed);
        simulator.MapGet("/state", ShowState);
    }

    private static Ok<FaultPlan> SetFaults(FaultPlan plan, FaultBox faults, EventSockets sockets)
    {
        faults.Set(plan);
        sockets.AreSilent = plan.SilentSockets;
        if (plan.SilentSockets)
            sockets.SilenceAll();
        return TypedResults.Ok(plan);
    }

    private static NoContent ClearFaults(FaultBox faults, EventSockets sockets)
    {
        faults.Set(new FaultPlan());
        sockets.AreSilent = false;
        return TypedResults.NoContent();
    }

    private static NoContent CutSockets(EventSockets sockets)
    {
        sockets.AbortAll();
        return TypedResults.NoContent();
    }

    // As after a crash: queue, history, counter, models and cache are gone, sockets break; output files stay.
    private static NoContent Restart(PromptQueue queue, EventSockets sockets, EngineRoom room, ImageFolders folders)
    {
        queue.Forget();
        sockets.AbortAll();
        sockets.RunningNode = null;
        sockets.RunningClient = null;
        room.AskToFree(unloadModels: true, freeMemory: true);
        folders.EmptyTemp();
        return TypedResults.NoContent();
    }

    private static Results<NoContent, ValidationProblem> SetSpeed(SpeedRequest request, Pace pace)
    {
        if (!double.IsFinite(request.MillisecondsPerStep) || request.MillisecondsPerStep is < 0 or > 60_000)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["millisecondsPerStep"] = ["Between 0 and 60000."] });
        pace.MillisecondsPerStep = request.MillisecondsPerStep;
        return TypedResults.NoContent();
    }

    private static Ok<SimulatorState> ShowState(PromptQueue queue, EventSockets sockets, ModelMemory memory, Pace pace)
    {
        var view = queue.View();
        return TypedResults.Ok(new SimulatorState(
            view.Running?.Id, sockets.RunningNode, [.. view.Pending.Select(item => item.Id)], view.History.Count, sockets.Count,
            pace.MillisecondsPerStep, memory.FreeBytes));
    }

    private static async Task MeetFaultsAsync(HttpContext http, RequestDelegate next)
    {
        var path = http.Request.Path.Value ?? "/";
        if (path.StartsWith("/simulator", StringComparison.Ordinal) || path is "/health" or "/alive")
        {
            await next(http);
            return;
        }
        var faults = http.RequestServices.GetRequiredService<FaultBox>();
        if (faults.Plan.AnswerDelayMilliseconds is > 0 and var delay)
        {
            var pace = http.RequestServices.GetRequiredService<Pace>();
            await pace.WaitAsync(TimeSpan.FromMilliseconds(delay), http.RequestAborted);
        }
        await faults.HoldAsync(path + http.Request.QueryString.Value, http.RequestAborted);
        var isPrompt = HttpMethods.IsPost(http.Request.Method) && path is "/prompt" or "/api/prompt";
        var failure = isPrompt && faults.DropsRequestBeforeAcceptance() ? 0 : faults.FailureOf(path);
        if (failure is null)
            await next(http);
        else if (failure == 0)
            http.Abort();
        else
            await PlainAnswers.TextAsync(http, failure.Value, $"{failure}: simulated");
    }
}

/// <param name="MillisecondsPerStep">Of a sampler, for a picture of 1024 × 1024.</param>
public sealed record SpeedRequest([property: Range(0, 60_000)] double MillisecondsPerStep);

/// <summary>A look inside.</summary>
public sealed record SimulatorState(
    string? Running, string? Node, IReadOnlyList<string> Pending, int Finished, int Sockets, double MillisecondsPerStep, long VramFree);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(FaultPlan))]
[JsonSerializable(typeof(SpeedRequest))]
[JsonSerializable(typeof(SimulatorState))]
internal sealed partial class SimulatorJson : JsonSerializerContext;
