using ComfyStudio.AppHost.Plain;

namespace ComfyStudio.AppHost.Tests.Plain;

// Written by the services' readers while the test reads.
internal sealed class RecordedLog : StringWriter
{
    private readonly Lock _using = new();

    public RecordedLog() => Log = new ConsoleLog(this, colours: false);

    public ConsoleLog Log { get; }

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
        lock (_using)
        {
            base.WriteLine(value);
        }
    }

    /// <summary>What the service said, line by line.</summary>
    public IReadOnlyList<string> LinesOf(string service) =>
        [.. Text.Split('\n').Where(line => line.StartsWith(service, StringComparison.Ordinal)).Select(line => line[(line.IndexOf('|', StringComparison.Ordinal) + 2)..].TrimEnd())];
}
