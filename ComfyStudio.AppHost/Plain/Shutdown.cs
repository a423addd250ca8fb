using System.Runtime.InteropServices;

namespace ComfyStudio.AppHost.Plain;

/// <summary>Turns Ctrl+C, SIGTERM, a closed terminal and the end of <c>dotnet run</c> into one cancellation.</summary>
internal sealed class Shutdown : IDisposable
{
    private static readonly PosixSignal[] Endings = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<PosixSignalRegistration> _registrations;

    public Shutdown(TimeProvider time)
    {
        _registrations = [.. Endings.Select(signal => PosixSignalRegistration.Create(signal, Stop))];
        _ = FollowParentAsync(time);
    }

    public CancellationToken Token => _stopping.Token;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stopping.Dispose();
    }

    // Asked twice, the person does not want to wait: the guard ends what is left.
    private void Stop(PosixSignalContext context)
    {
        context.Cancel = !_stopping.IsCancellationRequested;
        _stopping.Cancel();
    }

    // "dotnet run" passes signals on, but cannot when it is killed; it is then no longer this process's parent.
    private async Task FollowParentAsync(TimeProvider time)
    {
        if (!LaunchProfile.IsUsed)
        {
            return;
        }

        var parent = Signals.ParentProcess();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (Signals.ParentProcess() == parent && await timer.WaitForNextTickAsync(CancellationToken.None))
        {
        }

        await _stopping.CancelAsync();
    }
}
