namespace ComfyStudio.AppHost.Plain;

/// <summary>Where the services' built output is, and the <c>dotnet</c> that runs it.</summary>
internal static class DotNetHost
{
    // The runtime lies in {dotnet}/shared/Microsoft.NETCore.App/{version}.
    public static string Path { get; } = System.IO.Path.GetFullPath(
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet"));

    /// <summary>The project's assembly, built the same way (Debug, Release) as this host.</summary>
    public static string BuiltAssembly(string root, string project)
    {
        var output = System.IO.Path.GetRelativePath(System.IO.Path.Combine(root, "ComfyStudio.AppHost"), AppContext.BaseDirectory);
        return System.IO.Path.Combine(root, project, output, $"{project}.dll");
    }
}
