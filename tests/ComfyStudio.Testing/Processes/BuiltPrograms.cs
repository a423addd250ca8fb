namespace ComfyStudio.Testing.Processes;

/// <summary>Where the built programs are, and the <c>dotnet</c> that runs them.</summary>
internal static class BuiltPrograms
{
    // The runtime lies in {dotnet}/shared/Microsoft.NETCore.App/{version}.
    public static string DotNet { get; } =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet"));

    /// <summary>The project's assembly, built the same way (Debug, Release) as the caller; Programs.props sees to it.</summary>
    public static string AssemblyOf(string project)
    {
        var path = Path.Combine(Checkout.Root, project, "bin", Configuration.Name, Framework.Name, $"{project}.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built: the caller's project must import Processes/Programs.props.", path);
    }

    // The caller runs from bin/{configuration}/{framework}/.
    private static DirectoryInfo Framework { get; } = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    private static DirectoryInfo Configuration { get; } = Framework.Parent!;
}
