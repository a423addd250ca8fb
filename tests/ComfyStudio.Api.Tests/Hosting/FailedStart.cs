using System.Diagnostics;

namespace ComfyStudio.Api.Tests.Hosting;

/// <summary>A start of the real process that is meant to be refused.</summary>
internal static class FailedStart
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <returns>What it said on its way out.</returns>
    public static async Task<string> OfAsync(string setting, string value)
    {
        var program = typeof(Owners.CurrentOwner).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [program, $"--{setting}={value}", "--urls=http://127.0.0.1:0"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(program),
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            process.Kill();
            return "It started.";
        }

        Assert.NotEqual(0, process.ExitCode);
        await output;
        return await error;
    }
}
