using ComfyStudio.AppHost.Plain;

namespace ComfyStudio.AppHost.Tests.Plain;

// Written by the services' readers while the test reads.
internal sealed class RecordedLog : StringWriter
{
    private readonly Lock _using = new();

    public RecordedLog() => Log = new ConsoleLog(this, colours: false);

    public ConsoleLog Log { get; }

    /// <summary>How long a line takes, as on a slow terminal.</summary>
    public TimeSpan Pace { get; set; }

    public string Text
    {
        get
        {
            lock (_using)
            {
                return ToString();
            }
        }
    }

    public override void WriteLine(string? value)
    {
        SpinWait.SpinUntil(() => false, Pace);
        lock (_using)
        {
            base.WriteLine(value);
        }
    }

    /// <summary>What the service said, line by line.</summary>
    public IReadOnlyList<string> LinesOf(string service) =>
        [.. Text.Split('\n').Where(line => line.StartsWith(service, StringComparison.Ordinal)).Select(line => line[(line.IndexOf('|', StringComparison.Ordinal) + 2)..].TrimEnd())];
}
