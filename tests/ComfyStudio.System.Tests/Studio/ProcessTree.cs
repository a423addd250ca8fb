namespace ComfyStudio.SystemTests.Studio;

/// <summary>Processes as /proc tells them.</summary>
internal static class ProcessTree
{
    /// <summary>Everything that a process started, however deep.</summary>
    public static IReadOnlyList<int> Descendants(int processId)
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Parent: ParentOf(id)))
            .ToLookup(entry => entry.Parent, entry => entry.Id);
        return [.. Below(processId, parents)];
    }

    /// <summary>The one descendant whose command line has this word.</summary>
    public static int Find(int processId, string word) => Descendants(processId).Single(id => CommandLine(id).Contains(word, StringComparison.Ordinal));

    public static bool IsAlive(int processId) => Read($"/proc/{processId}/stat") is { Length: > 0 } stat && !stat.Contains(") Z ", StringComparison.Ordinal);

    private static IEnumerable<int> Below(int processId, ILookup<int, int> parents) =>
        parents[processId].SelectMany(child => Below(child, parents).Prepend(child));

    private static int ParentOf(int processId)
    {
        // "pid (name) state parent …", and the name may hold spaces and brackets.
        var stat = Read($"/proc/{processId}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 ? int.Parse(fields[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
    }

    private static string CommandLine(int processId) => Read($"/proc/{processId}/cmdline").Replace('\0', ' ');

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
