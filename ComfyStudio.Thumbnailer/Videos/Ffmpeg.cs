using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using ComfyStudio.Images;
using ComfyStudio.Thumbnailer.Thumbnails;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Thumbnailer.Videos;

/// <summary>ffmpeg as a program of its own, which gets no word that somebody wrote and does not outlive the work it was started for.</summary>
internal sealed class Ffmpeg(IOptions<ThumbnailOptions> options)
{
    private const int MostSaid = 4000;

    private static readonly string[] Quietly = ["-nostdin", "-hide_banner", "-nostats", "-v", "error"];

    /// <param name="write">Writes what it is to read; it ends when that does, even when this process is killed.</param>
    /// <exception cref="FfmpegMissingException">There is no ffmpeg.</exception>
    internal Task<FfmpegEnd> RunAsync(IEnumerable<string> arguments, Func<Stream, Task> write, CancellationToken cancellationToken) =>
        RunAsync(arguments, write, output => ReadAsync(new StreamReader(output), LastOf, cancellationToken), cancellationToken);

    internal Task<FfmpegEnd> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) => RunAsync(arguments, _ => Task.CompletedTask, cancellationToken);

    /// <param name="read">Reads all that it writes.</param>
    /// <exception cref="FfmpegMissingException">There is no ffmpeg.</exception>
    internal Task<FfmpegEnd> ReadAsync(IEnumerable<string> arguments, Func<Stream, Task> read, CancellationToken cancellationToken)
    {
        return RunAsync(arguments, _ => Task.CompletedTask, ReadAsync, cancellationToken);

        async Task<string> ReadAsync(Stream output)
        {
            await read(output);
            return "";
        }
    }

    private async Task<FfmpegEnd> RunAsync(
        IEnumerable<string> arguments, Func<Stream, Task> write, Func<Stream, Task<string>> read, CancellationToken cancellationToken)
    {
        using var ffmpeg = Start(arguments);
        try
        {
            var (told, said) = (read(ffmpeg.StandardOutput.BaseStream), ReadAsync(ffmpeg.StandardError, FirstOf, cancellationToken));
            var broken = await TryWriteAsync(ffmpeg, write);
            var (output, words) = (await told, await said);
            await ffmpeg.WaitForExitAsync(cancellationToken);
            return new FfmpegEnd(ffmpeg.ExitCode == 0 && broken is null, output, words.Split('\n', 2)[0].Trim()) { Broken = broken };
        }
        finally
        {
            await EndAsync(ffmpeg);
        }
    }

    private Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(options.Value.Ffmpeg, Quietly.Concat(arguments)) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new FfmpegMissingException(exception);
        }
    }

    /// <returns>What broke the pipe: ffmpeg ended, and says why itself.</returns>
    private static async Task<IOException?> TryWriteAsync(Process ffmpeg, Func<Stream, Task> write)
    {
        try
        {
            await using var input = ffmpeg.StandardInput.BaseStream;
            await write(input);
            return null;
        }
        catch (IOException exception) when (exception is not ImageRootOfflineException)
        {
            return exception;
        }
    }

    // All of it is read, so that it never waits for us, and a part of it is kept.
    private static async Task<string> ReadAsync(StreamReader output, Action<StringBuilder> cut, CancellationToken cancellationToken)
    {
        var (said, buffer) = (new StringBuilder(), new char[1024]);
        int read;
        while ((read = await output.ReadAsync(buffer, cancellationToken)) > 0)
        {
            said.Append(buffer, 0, read);
            cut(said);
        }

        return said.ToString();
    }

    private static void FirstOf(StringBuilder said) => said.Length = Math.Min(said.Length, MostSaid);

    private static void LastOf(StringBuilder said) => said.Remove(0, Math.Max(0, said.Length - MostSaid));

    private static async Task EndAsync(Process ffmpeg)
    {
        if (ffmpeg.HasExited)
            return;
        ffmpeg.Kill(entireProcessTree: true);
        await ffmpeg.WaitForExitAsync(CancellationToken.None);
    }
}

/// <param name="Output">The last of what it wrote there.</param>
/// <param name="Complaint">The first line of what it complained of; empty when it did not.</param>
internal sealed record FfmpegEnd(bool IsGood, string Output, string Complaint)
{
    internal IOException? Broken { get; init; }

    internal string Reason => Complaint.Length > 0 ? Complaint : "ffmpeg does not say why.";
}
