using System.Net;
using ComfyStudio.ComfyUI;

namespace ComfyStudio.Worker.Engines;

/// <summary>What one look at an engine showed.</summary>
internal abstract record EngineReading
{
    private EngineReading()
    {
    }

    public sealed record Alive(SystemStats Stats, EngineQueue Queue) : EngineReading;

    public sealed record Unreachable(string Problem) : EngineReading;

    /// <summary>Something answers, but no ComfyUI that we may use.</summary>
    public sealed record Unusable(string Problem) : EngineReading;
}

/// <summary>Asks an engine how it is, and says in one sentence what to do when it is not well.</summary>
internal sealed class EngineProbe(Engine engine, TimeSpan answerTimeout, TimeProvider time)
{
    public async Task<EngineReading> ReadAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(_ => patience.Cancel(), null, answerTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            var stats = await engine.Client.GetSystemStatsAsync(patience.Token);
            var queue = await engine.Client.GetQueueAsync(patience.Token);
            return new EngineReading.Alive(stats, queue);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new EngineReading.Unreachable($"{engine.Address} accepts connections but does not answer: is ComfyUI frozen or still starting?");
        }
        catch (ComfyUIException exception)
        {
            return Explain(exception);
        }
    }

    private EngineReading Explain(ComfyUIException exception) => exception switch
    {
        ComfyUIResponseException { Status: HttpStatusCode.Unauthorized } =>
            new EngineReading.Unusable($"{engine.Address} asks for a login: set {engine.LoginSetting}."),
        ComfyUIResponseException { Status: HttpStatusCode.Forbidden } =>
            new EngineReading.Unusable($"{engine.Address} refuses us (403): check {engine.LoginSetting}, and what the proxy before it allows."),
        ComfyUIResponseException { Status: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout } =>
            new EngineReading.Unreachable($"The proxy at {engine.Address} answers, but not the ComfyUI behind it: is it running?"),
        ComfyUIResponseException { Status: >= HttpStatusCode.InternalServerError } response =>
            new EngineReading.Unreachable($"{engine.Address} answers with an error ({(int)response.Status}): is ComfyUI still starting?"),
        ComfyUIUnreachableException => new EngineReading.Unreachable(NothingAnswers()),
        _ => new EngineReading.Unusable($"Something answers at {engine.Address}, but it is not ComfyUI: check {engine.AddressSetting}."),
    };

    private string NothingAnswers() => $"Nothing answers at {engine.Address}: is ComfyUI running"
        + (engine.IsLocal ? "?" : " and started with --listen?");
}
