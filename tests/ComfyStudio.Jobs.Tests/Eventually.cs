namespace ComfyStudio.Jobs.Tests;

/// <summary>Asks again until the answer is there, for what only the server's own clock can bring about.</summary>
internal static class Eventually
{
    public static Task<T> GetAsync<T>(Func<Task<T?>> ask)
        where T : class => Testing.Eventually.FindAsync(ask, TestContext.Current.CancellationToken);

    public static Task HoldsAsync(Func<Task<bool>> ask) => Testing.Eventually.TrueAsync(ask, TestContext.Current.CancellationToken);
}
