using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ComfyStudio.Api.Producer.Command;

/// <summary>
/// Finds who was started by a run of the program, also when its parent is gone: all of them inherit a mark in their environment, which Linux shows.
/// Elsewhere the tree of processes has to do.
/// </summary>
internal static class Leftovers
{
    public const string Mark = "COMFYSTUDIO_PRODUCER_RUN";

    // One that is just starting another may escape a look; the other has the mark, too.
    private const int MostLooks = 5;

    public static int Kill(string mark)
    {
        if (!OperatingSystem.IsLinux())
            return 0;
        var killed = 0;
        for (var look = 0; look < MostLooks; look++)
        {
            var found = Find(mark).ToList();
            if (found.Count == 0)
                break;
            killed += found.Count(Kill);
        }

        return killed;
    }

    public static IEnumerable<int> Find(string mark)
    {
        var wanted = Encoding.ASCII.GetBytes($"{Mark}={mark}");
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && Has(folder, wanted))
                yield return id;
        }
    }

    // Of other people's processes, and of those that are gone, nothing can be read.
    private static bool Has(string folder, byte[] wanted)
    {
        try
        {
            return File.ReadAllBytes(Path.Join(folder, "environ")).AsSpan().IndexOf(wanted) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
