using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace ComfyStudio.Testing;

/// <summary>Waits for a condition instead of for a time. What does not come true in time fails with the condition's own words.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Generous, because tests share a busy machine: it is only spent when something is wrong.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<T> FindAsync<T>(
        Func<Task<T?>> look, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(look))] string? condition = null)
        where T : class
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await look() is { } found)
                return found;
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"Not within {Patience.TotalSeconds:0} s: {condition}");
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    public static Task TrueAsync(
        Func<Task<bool>> holds, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(holds))] string? condition = null) =>
        FindAsync<object>(async () => await holds() ? Pause : null, cancellationToken, condition);

    public static Task TrueAsync(
        Func<bool> holds, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(holds))] string? condition = null) =>
        TrueAsync(() => Task.FromResult(holds()), cancellationToken, condition);
}
