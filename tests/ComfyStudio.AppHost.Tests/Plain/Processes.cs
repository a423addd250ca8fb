using System.Globalization;

namespace ComfyStudio.AppHost.Tests.Plain;

// What the operating system says about processes that the tests did not start themselves.
internal static class Processes
{
    public static bool IsRunning(int process)
    {
        try
        {
            // The state follows the name in parentheses; a zombie has ended.
            var status = File.ReadAllText($"/proc/{process}/stat");
            return status[status.LastIndexOf(')') + 2] != 'Z';
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return false;
        }
    }

    public static Task UntilGoneAsync(int process) => UntilAsync(() => !IsRunning(process), $"process {process} to be gone");

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            while (!condition())
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"Waited in vain for {what}.");
        }
    }

    public static int ReadNumber(string line) => int.Parse(line, NumberStyles.None, CultureInfo.InvariantCulture);
}
