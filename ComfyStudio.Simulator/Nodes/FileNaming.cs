using System.Globalization;

namespace ComfyStudio.Simulator.Nodes;

internal sealed record SavePlace(string Folder, string Subfolder, string Name);

/// <summary>How ComfyUI turns a filename prefix into a folder, a name and the next free number.</summary>
internal sealed class FileNaming(TimeProvider time)
{
    /// <exception cref="NodeFailure">The prefix leads out of the folder: accepted with the prompt, refused when it runs.</exception>
    public SavePlace Place(string root, string prefix, int width, int height)
    {
        var filled = Fill(prefix, width, height);
        // An empty prefix is "." once Python has normalised it.
        var normal = filled.Length == 0 ? "." : filled;
        var folder = Path.GetFullPath(Path.Combine(root, Path.GetDirectoryName(normal) ?? ""));
        if (folder != root && !folder.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new NodeFailure("Exception",
                $"**** ERROR: Saving image outside the output folder is not allowed.\n full_output_folder: {folder}\n         output_dir: {root}");
        }
        var subfolder = folder == root ? "" : Path.GetRelativePath(root, folder).Replace('\\', '/');
        return new SavePlace(folder, subfolder, Path.GetFileName(normal));
    }

    /// <summary>One more than the highest number of this name in the folder, whoever wrote it.</summary>
    public static int NextCounter(string folder, string name)
    {
        var highest = 0;
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            var file = Path.GetFileName(path);
            if (file.Length <= name.Length + 1 || !file.StartsWith(name + "_", StringComparison.Ordinal))
                continue;
            var digits = file[(name.Length + 1)..].Split('_')[0];
            if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                highest = Math.Max(highest, number);
        }
        return highest + 1;
    }

    /// <summary>A name that cannot be guessed from outside, as for previews.</summary>
    public static string RandomLetters(int count) =>
        System.Security.Cryptography.RandomNumberGenerator.GetString("abcdefghijklmnopqrstupvxyz", count);

    private string Fill(string prefix, int width, int height)
    {
        if (!prefix.Contains('%', StringComparison.Ordinal))
            return prefix;
        var now = time.GetLocalNow();
        return prefix
            .Replace("%width%", Number(width), StringComparison.Ordinal)
            .Replace("%height%", Number(height), StringComparison.Ordinal)
            .Replace("%year%", Number(now.Year), StringComparison.Ordinal)
            .Replace("%month%", TwoDigits(now.Month), StringComparison.Ordinal)
            .Replace("%day%", TwoDigits(now.Day), StringComparison.Ordinal)
            .Replace("%hour%", TwoDigits(now.Hour), StringComparison.Ordinal)
            .Replace("%minute%", TwoDigits(now.Minute), StringComparison.Ordinal)
            .Replace("%second%", TwoDigits(now.Second), StringComparison.Ordinal);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string TwoDigits(int value) => value.ToString("D2", CultureInfo.InvariantCulture);
}
