namespace ComfyStudio.AppHost.Plain;

/// <summary>Keeps one service running: restarts it when it crashes, a bounded number of times and ever more slowly.</summary>
internal sealed class Supervisor(Service service, ProcessGuard guard, ConsoleLog log, TimeProvider time)
{
    public const int MaxRestarts = 5;
    private static readonly TimeSpan HealthLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan HealthInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.5);

    // Together below the five seconds in which everything ends.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(1);

    // A run this long was a good one; crashes before it no longer count.
    private static readonly TimeSpan GoodRun = TimeSpan.FromMinutes(2);

    private readonly TaskCompletionSource _healthy = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Service Service => service;

    /// <summary>Ends when the service answered for the first time; fails when it cannot be started.</summary>
    public Task Healthy => _healthy.Task;

    /// <summary>Ends when it is told to stop and the service is gone, or fails with the reason why the service cannot run.</summary>
    public async Task RunAsync(Task neighboursReady, CancellationToken stopping)
    {
        try
        {
            await PrepareAsync(stopping);
            await neighboursReady.WaitAsync(stopping);
            await KeepRunningAsync(stopping);
        }
        catch (Exception exception)
        {
            _healthy.TrySetException(exception);
            throw;
        }
    }

    private async Task PrepareAsync(CancellationToken stopping)
    {
        if (service.Preparation is not { } preparation)
        {
            return;
        }

        var exitCode = await RunToEndAsync(preparation, stopping);
        if (exitCode == 0)
        {
            return;
        }

        var problem = $"{service.Name} could not be prepared: '{preparation.FileName}' ended with exit code {exitCode}.";
        if (!service.StartsUnprepared)
        {
            throw new SettingException(problem);
        }

        log.Fail($"{problem} It starts all the same.");
    }

    private async Task KeepRunningAsync(CancellationToken stopping)
    {
        for (var restarts = 0; ; restarts++)
        {
            var started = time.GetTimestamp();
            var exitCode = await RunOnceAsync(stopping);
            restarts = time.GetElapsedTime(started) > GoodRun ? 0 : restarts;
            if (!Healthy.IsCompletedSuccessfully)
            {
                throw new SettingException($"{service.Name} ended with exit code {exitCode} before it was ready; {service.Evidence}.");
            }

            if (restarts == MaxRestarts)
            {
                throw new SettingException($"{service.Name} ended again with exit code {exitCode}, after {MaxRestarts} restarts; {service.Evidence}.");
            }

            var delay = FirstDelay * Math.Pow(2, restarts);
            log.Fail($"{service.Name} ended with exit code {exitCode}; it starts again in {delay.TotalSeconds:0.#} s ({restarts + 1} of {MaxRestarts}).");
            await Task.Delay(delay, time, stopping);
        }
    }

    private Task<int> RunOnceAsync(CancellationToken stopping) => RunAsync(service, WaitForHealthAsync, stopping);

    private Task<int> RunToEndAsync(Command command, CancellationToken stopping) =>
        RunAsync(command, (_, _) => Task.CompletedTask, stopping);

    private async Task<int> RunAsync(Command command, Func<ServiceProcess, CancellationToken, Task> follow, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        using var process = ServiceProcess.Start(command, guard, log);
        try
        {
            await follow(process, stopping);
            return await process.Exited.WaitAsync(stopping);
        }
        finally
        {
            await process.StopAsync(service.StopsLast ? LastPatience : Patience);
        }
    }

    private async Task WaitForHealthAsync(ServiceProcess process, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        while (!process.Exited.IsCompleted)
        {
            if (await service.Health.IsHealthyAsync(stopping))
            {
                log.Line(service.Name, $"ready in {time.GetElapsedTime(started).TotalSeconds:0.0} s");
                _healthy.TrySetResult();
                return;
            }

            if (time.GetElapsedTime(started) > HealthLimit)
            {
                throw new SettingException($"{service.Name} did not become healthy within {HealthLimit.TotalSeconds:0} s; {service.Evidence}.");
            }

            await Task.Delay(HealthInterval, time, stopping);
        }
    }
}
