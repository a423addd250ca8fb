using ComfyStudio.ComfyUI;
using ComfyStudio.Jobs;
using ComfyStudio.Worker.Dispatching;
using ComfyStudio.Worker.Engines;
using ComfyStudio.Worker.Running;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker;

/// <summary>Everything that works for one engine, from its start to its end.</summary>
internal sealed partial class EngineStation(
    EngineOwnership ownership, EngineAgent agent, JobDispatcher dispatcher, TimeProvider time, ILogger<EngineStation> logger) : IDisposable
{
    private static readonly TimeSpan HandBackPatience = TimeSpan.FromMilliseconds(1200);

    /// <summary>How long an engine that is removed may take to stop what it executes.</summary>
    private static readonly TimeSpan WithdrawalPatience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _claiming = new();
    private readonly CancellationTokenSource _looking = new();
    private Task _loops = Task.CompletedTask;

    public Engine Engine => ownership.Engine;

    public static EngineStation For(WantedEngine wanted, IServiceProvider services)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var address = EngineAddress.TryParse(wanted.Options)!;
        var engine = new Engine(wanted, ComfyUIClient.Create(address, services.GetRequiredService<HttpMessageHandler>(), time: time), time);
        var ownership = ActivatorUtilities.CreateInstance<EngineOwnership>(services, engine);
        var inspector = ActivatorUtilities.CreateInstance<EngineInspector>(services, engine);
        var watch = services.GetRequiredService<IOptions<EngineWatchOptions>>().Value;
        var backoff = new Backoff(watch.FirstPause, watch.LongestPause, services.GetRequiredService<Random>());
        var socket = ActivatorUtilities.CreateInstance<EngineSocket>(services, engine, backoff);
        var pace = ActivatorUtilities.CreateInstance<AgentPace>(services);
        var agent = ActivatorUtilities.CreateInstance<EngineAgent>(services, ownership, inspector, socket, pace);
        var situations = ActivatorUtilities.CreateInstance<SituationReader>(services, engine);
        var decider = ActivatorUtilities.CreateInstance<LaneDecider>(services, engine, situations);
        var claims = ActivatorUtilities.CreateInstance<Claims>(services, engine, decider);
        var dispatcher = ActivatorUtilities.CreateInstance<JobDispatcher>(services, engine, claims);
        return ActivatorUtilities.CreateInstance<EngineStation>(services, ownership, agent, dispatcher);
    }

    public void Start() => _loops = Task.WhenAll(agent.RunAsync(_looking.Token), dispatcher.RunAsync(_claiming.Token));

    /// <summary>Heeds how people want the engine to be fed. What it has begun ends in any case.</summary>
    public void Obey(EngineMode mode)
    {
        if (Engine.Mode == mode)
            return;
        Engine.Mode = mode;
        dispatcher.Withdraw(mode is EngineMode.Draining ? Withdrawal.Waiting : Withdrawal.None);
        Engine.Look.Pulse();
        Engine.Work.Pulse();
    }

    /// <summary>Lets another worker have the engine, and the jobs that are on it, when this one has not reached it for a while.</summary>
    public async Task YieldIfAwayAsync(CancellationToken cancellationToken)
    {
        if (!await ownership.YieldIfAwayAsync(cancellationToken))
            return;
        LogYielded(Engine.Id);
        dispatcher.HandBack();
    }

    /// <summary>The worker stops: what is nearly done ends, the engine goes on with the rest, and another worker may have it.</summary>
    public async Task HandOverAsync(TimeSpan grace)
    {
        await FinishAsync(grace);
        await TryAsync(ownership.GiveUpAsync(CancellationToken.None), HandBackPatience);
    }

    /// <summary>Nobody wants the engine any more: what it has goes to others.</summary>
    public async Task RemoveAsync()
    {
        dispatcher.Withdraw(Withdrawal.Everything);
        await FinishAsync(WithdrawalPatience);
        await TryAsync(ownership.ForgetAsync(CancellationToken.None), HandBackPatience);
    }

    /// <summary>The engine is to be reached in another way. What the one at the old address has goes to others; at the same one it is found again.</summary>
    public async Task MoveAsync(EngineOptions next)
    {
        if (next.Address == Engine.Options.Address)
        {
            await FinishAsync(TimeSpan.Zero);
            return;
        }
        dispatcher.Withdraw(Withdrawal.Everything);
        await FinishAsync(WithdrawalPatience);
    }

    public void Dispose()
    {
        _claiming.Dispose();
        _looking.Dispose();
        dispatcher.Dispose();
    }

    private async Task FinishAsync(TimeSpan grace)
    {
        await _claiming.CancelAsync();
        await TryAsync(dispatcher.Running, grace);
        dispatcher.HandBack();
        await TryAsync(dispatcher.Running, HandBackPatience);
        await _looking.CancelAsync();
        await TryAsync(_loops, HandBackPatience);
    }

    private async Task TryAsync(Task work, TimeSpan patience)
    {
        try
        {
            await work.WaitAsync(patience, time);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException or JobStoreUnavailableException)
        {
            // The next step of the sequence deals with what is left.
        }
        catch (Exception exception)
        {
            LogNotEnded(exception, Engine.Id);
        }
    }

    [LoggerMessage(LogLevel.Information, "Engine {EngineId} cannot be reached from here; another worker may try")]
    private partial void LogYielded(string engineId);

    [LoggerMessage(LogLevel.Error, "A part of what works for engine {EngineId} did not end well")]
    private partial void LogNotEnded(Exception exception, string engineId);
}
