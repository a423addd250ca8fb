namespace ComfyStudio.Api.Producer.Command;

/// <summary>Where a program lies that is called by its name.</summary>
internal static class ProgramFinder
{
    public static string? Find(string program)
    {
        if (Path.IsPathRooted(program) || program.Contains('/', StringComparison.Ordinal))
            return File.Exists(program) ? program : null;
        string[] endings = OperatingSystem.IsWindows() ? ["", ".exe", ".cmd", ".bat"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings.Select(ending => Path.Join(folder, program + ending))).FirstOrDefault(File.Exists);
    }
}
