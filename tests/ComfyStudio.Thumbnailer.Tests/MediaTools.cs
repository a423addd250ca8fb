using System.Diagnostics;

namespace ComfyStudio.Thumbnailer.Tests;

/// <summary>ffmpeg and ffprobe, run by tests on what the program made, and what became of programs that it started.</summary>
internal static class MediaTools
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static void Require(string program = "ffprobe") => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Join(folder, program))), "No ffmpeg on this machine.");

    /// <returns>All that it wrote, then all that it complained of.</returns>
    public static async Task<string> SayAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        var said = await output + await errors;
        await process.WaitForExitAsync(Token);
        return said.Trim();
    }

    /// <returns>The bytes that it wrote.</returns>
    public static async Task<byte[]> ReadAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        using var bytes = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(bytes, Token);
        await process.WaitForExitAsync(Token);
        return bytes.ToArray();
    }

    // One whose parent was killed first waits for nobody and is gone, or a leftover that does nothing any more.
    public static bool HasEnded(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/stat").Split(')')[1].Trim()[0] == 'Z';
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
