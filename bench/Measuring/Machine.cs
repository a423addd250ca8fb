using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace ComfyStudio.Bench.Measuring;

/// <summary>What the figures were measured on: without it they mean little.</summary>
internal static class Machine
{
    private static readonly string LoadBefore = Load();

    public static void Describe(string bench)
    {
        Console.WriteLine($"{bench}: {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, load {LoadBefore}");
#if DEBUG
        Console.WriteLine("This is a Debug build: run it with -c Release for figures that count.");
#endif
    }

    public static JsonObject Figures() => new()
    {
        ["processors"] = Environment.ProcessorCount,
        ["os"] = RuntimeInformation.OSDescription,
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["build"] = Build,
        ["loadBefore"] = LoadBefore,
        ["loadAfter"] = Load(),
    };

    private static string Build =>
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    /// <summary>Runnable processes over the last minute: above the number of processors, others were at work, too.</summary>
    private static string Load() => File.Exists("/proc/loadavg")
        ? File.ReadAllText("/proc/loadavg").Split(' ')[0]
        : "unknown".ToString(CultureInfo.InvariantCulture);
}
