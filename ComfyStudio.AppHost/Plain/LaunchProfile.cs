namespace ComfyStudio.AppHost.Plain;

/// <summary><c>dotnet run</c> applies the launch profile, which is written for the Aspire AppHost and its dashboard.</summary>
internal static class LaunchProfile
{
    private const string Marker = "DOTNET_LAUNCH_PROFILE";

    public static bool IsUsed => Environment.GetEnvironmentVariable(Marker) is not null;

    /// <summary>Keeps its variables from the processes of the studio, above all from the dashboard, which would obey them.</summary>
    public static void Forget()
    {
        if (!IsUsed)
        {
            return;
        }

        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(IsForAspire).ToList())
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    private static bool IsForAspire(string name) => name is Marker or "ASPNETCORE_URLS" || name.StartsWith("ASPIRE_", StringComparison.Ordinal);
}
