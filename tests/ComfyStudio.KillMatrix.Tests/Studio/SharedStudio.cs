using ComfyStudio.Testing.Processes;

namespace ComfyStudio.KillMatrix.Tests.Studio;

/// <summary>
/// One studio for tests that each leave it as they found it, all of whose jobs stay in one ledger. A test that fails takes it along, and
/// the next one gets a new one.
/// </summary>
public sealed class SharedStudio : IAsyncLifetime
{
    private StudioProcesses? _studio;
    private Ledger? _ledger;

    internal async Task UseAsync(Func<StudioProcesses, Ledger, Task> test)
    {
        _studio ??= await StudioProcesses.StartAsync(Quick.Setup, TestContext.Current.CancellationToken);
        _ledger ??= new Ledger(_studio);
        try
        {
            await test(_studio, _ledger);
        }
        catch
        {
            TestContext.Current.TestOutputHelper?.WriteLine(_studio.Logs);
            await DisposeAsync();
            throw;
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_studio is not null)
            await _studio.DisposeAsync();
        (_studio, _ledger) = (null, null);
    }
}
