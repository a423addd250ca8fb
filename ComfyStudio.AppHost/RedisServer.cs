namespace ComfyStudio.AppHost;

/// <summary>How the studio runs the machine's own Redis.</summary>
internal static class RedisServer
{
    public const string Executable = "redis-server";

    /// <summary>An accepted job must survive a power cut: every write is on the disk before it is answered.</summary>
    public static readonly IReadOnlyList<string> Durability = ["--appendonly", "yes", "--appendfsync", "always"];

    public static string CreateFolder(Topology topology) => Directory.CreateDirectory(Path.Combine(topology.DataFolder, "redis")).FullName;

    public static IReadOnlyList<string> Arguments(Topology topology) =>
    [
        "--port", $"{topology.RedisPort.Number}", "--bind", "127.0.0.1", "-::1", "--dir", CreateFolder(topology),
        "--save", "", "--loglevel", "warning", .. Durability,
    ];
}
