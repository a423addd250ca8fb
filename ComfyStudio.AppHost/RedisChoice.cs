using System.Diagnostics;

namespace ComfyStudio.AppHost;

internal enum RedisKind
{
    /// <summary>Somebody else runs it: <c>ConnectionStrings__redis</c> is set.</summary>
    Given,

    Container,

    Executable,
}

/// <summary>Which Redis the studio uses; without any, what to install.</summary>
internal static class RedisChoice
{
    private static readonly string[] ContainerEngines = ["docker", "podman"];

    /// <summary>For Aspire: a container where an engine answers, else the machine's own server.</summary>
    public static RedisKind ForAspire(Func<string, string?> environment) =>
        IsGiven(environment) ? RedisKind.Given
        : Array.Exists(ContainerEngines, IsUsable) ? RedisKind.Container
        : Programs.Find(RedisServer.Executable) is not null ? RedisKind.Executable
        : throw Missing();

    /// <summary>For the plain host, which starts processes only: a container would outlive it when it is killed.</summary>
    public static RedisKind ForPlainHost(Func<string, string?> environment, Func<string, string?> find) =>
        IsGiven(environment) ? RedisKind.Given
        : find(RedisServer.Executable) is not null ? RedisKind.Executable
        : throw Missing();

    private static bool IsGiven(Func<string, string?> environment) => !string.IsNullOrWhiteSpace(environment(Topology.RedisConnectionKey));

    private static SettingException Missing() => new(
        $"Redis is not installed. Install it with: {Programs.InstallCommand(RedisServer.Executable)}\n" +
        $"Or point {Topology.RedisConnectionKey} at a Redis of your own, for example localhost:6379.");

    // Asking for a container is what Aspire will do; an installed client with no engine behind it is not enough.
    private static bool IsUsable(string engine)
    {
        if (Programs.Find(engine) is not { } path)
        {
            return false;
        }

        using var process = Process.Start(new ProcessStartInfo(path, ["container", "ls", "-n", "1"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        return process is not null && process.WaitForExit(TimeSpan.FromSeconds(5)) && process.ExitCode == 0;
    }
}
