namespace ComfyStudio.Jobs.Tests;

/// <summary>Asks again until the answer is there, for what only the server's own clock can bring about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task<T> GetAsync<T>(Func<Task<T?>> ask)
        where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            if (await ask() is { } answer) return answer;
            await Task.Delay(Pause, TimeProvider.System, patience.Token);
        }
    }

    public static Task HoldsAsync(Func<Task<bool>> ask) => GetAsync<object>(async () => await ask() ? true : null);
}
