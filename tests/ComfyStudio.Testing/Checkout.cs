namespace ComfyStudio.Testing;

public static class Checkout
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException("No ComfyStudio.sln above the tests.")
        : File.Exists(Path.Combine(folder.FullName, "ComfyStudio.sln")) ? folder.FullName
        : Find(folder.Parent);
}
