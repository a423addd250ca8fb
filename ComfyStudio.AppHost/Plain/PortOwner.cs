using System.Globalization;

namespace ComfyStudio.AppHost.Plain;

/// <summary>Who listens on a port, as far as Linux tells this user.</summary>
internal static class PortOwner
{
    private const int LocalAddress = 1;
    private const int State = 3;
    private const int Inode = 9;
    private const string Listening = "0A";
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    public static string? Find(int port)
    {
        var sockets = Tables.Where(File.Exists).SelectMany(file => Listeners(file, port)).ToHashSet();
        return sockets.Count == 0 ? null : Processes().FirstOrDefault(process => HoldsAny(process, sockets)) is { } owner ? Describe(owner) : null;
    }

    private static IEnumerable<string> Listeners(string file, int port)
    {
        var suffix = $":{port.ToString("X4", CultureInfo.InvariantCulture)}";
        return File.ReadLines(file)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > Inode && fields[State] == Listening && fields[LocalAddress].EndsWith(suffix, StringComparison.Ordinal))
            .Select(fields => $"socket:[{fields[Inode]}]");
    }

    private static IEnumerable<string> Processes() =>
        Directory.EnumerateDirectories("/proc").Where(folder => Path.GetFileName(folder).All(char.IsAsciiDigit));

    private static bool HoldsAny(string process, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd"))
                .Any(file => new FileInfo(file).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            return false; // another user's process, or one that has just ended
        }
    }

    private static string Describe(string process)
    {
        var number = Path.GetFileName(process);
        try
        {
            var command = File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ').Trim();
            return $"'{(command.Length > 60 ? command[..60] + "..." : command)}' (process {number})";
        }
        catch (IOException)
        {
            return $"process {number}";
        }
    }
}
