namespace ComfyStudio.AppHost;

/// <summary>Finds programs on the path, and the words that install a missing one.</summary>
internal static class Programs
{
    private static readonly (string Manager, string Command)[] RedisInstallers =
    [
        ("apt-get", "sudo apt-get install redis-server"),
        ("dnf", "sudo dnf install redis"),
        ("pacman", "sudo pacman -S redis"),
        ("zypper", "sudo zypper install redis"),
        ("apk", "sudo apk add redis"),
        ("brew", "brew install redis"),
    ];

    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => Names(name).Select(file => Path.Combine(folder, file)))
            .FirstOrDefault(File.Exists);

    public static string Node() => Find("node") ?? throw new SettingException("Node 20 or newer is not installed: https://nodejs.org/en/download has it for every system.");

    public static string InstallCommand(string name) =>
        RedisInstallers.FirstOrDefault(installer => Find(installer.Manager) is not null).Command
        ?? $"your package manager (the program is {name})";

    private static IEnumerable<string> Names(string name) => OperatingSystem.IsWindows() ? [$"{name}.exe", $"{name}.cmd"] : [name];
}
