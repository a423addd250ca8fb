namespace ComfyStudio.AppHost.Plain;

/// <summary>Starts the studio's processes in order, keeps them running, and ends them all.</summary>
internal sealed class PlainHost(IReadOnlyList<Service> services, ProcessGuard guard, ConsoleLog log, TimeProvider time)
{
    private readonly Dictionary<string, Supervisor> _supervisors =
        services.ToDictionary(service => service.Name, service => new Supervisor(service, guard, log, time));

    /// <summary>Ends when every service is well.</summary>
    public Task Ready => Task.WhenAll(_supervisors.Values.Select(supervisor => supervisor.Healthy));

    /// <summary>Runs until <paramref name="stopping"/>, or fails with the reason why a service cannot run; nothing is left either way.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var stopFirst = new CancellationTokenSource();
        using var stopLast = new CancellationTokenSource();
        var first = Start(service => !service.StopsLast, stopFirst.Token);
        var last = Start(service => service.StopsLast, stopLast.Token);
        try
        {
            await await Task.WhenAny([.. first, .. last]).WaitAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            await stopFirst.CancelAsync();
            await EndOf(first);
            await stopLast.CancelAsync();
            await EndOf(last);
        }
    }

    private List<Task> Start(Func<Service, bool> which, CancellationToken stopping) =>
        [.. _supervisors.Values.Where(supervisor => which(supervisor.Service)).Select(supervisor => supervisor.RunAsync(WhatItWaitsFor(supervisor.Service), stopping))];

    private Task WhatItWaitsFor(Service service) => Task.WhenAll(service.WaitsFor.Select(name => _supervisors[name].Healthy));

    private static async Task EndOf(IEnumerable<Task> tasks)
    {
        foreach (var task in tasks)
        {
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
