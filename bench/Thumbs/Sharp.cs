using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using ComfyStudio.Testing;

namespace ComfyStudio.Bench.Thumbs;

/// <summary>sharp, in the version that the lock file beside it names, installed when it is wanted.</summary>
internal static class Sharp
{
    private static readonly string Folder = Path.Join(Checkout.Root, "bench", "Thumbs", "rivals");

    /// <returns>Null when it cannot be installed here.</returns>
    public static async Task<IThumbMaker?> FindAsync(ThumbsPlan plan, string pictures, CancellationToken cancellationToken) =>
        Directory.Exists(Path.Join(Folder, "node_modules", "sharp")) || await InstallAsync(cancellationToken)
            ? new ConversingMaker(to => Command(plan, pictures, to), plan)
            : null;

    private static async Task<bool> InstallAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = Folder })!;
            await npm.WaitForExitAsync(cancellationToken);
            return npm.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static ProcessStartInfo Command(ThumbsPlan plan, string pictures, string to)
    {
        var start = new ProcessStartInfo("node", [Path.Join(Folder, "sharp-thumbs.mjs"), pictures, to]);
        foreach (var number in new[] { plan.Threads, plan.Side, plan.Quality, plan.Effort, ThumbsPlan.WarmUps })
            start.ArgumentList.Add(number.ToString(CultureInfo.InvariantCulture));
        return start;
    }
}
