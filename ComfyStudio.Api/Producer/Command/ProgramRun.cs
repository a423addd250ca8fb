using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Producer.Command;

/// <summary>
/// One run of the program, without a shell, with a limit on its time and on what it may say. When it is over nothing of it is left, also of those
/// that it started and that no longer belong to it.
/// </summary>
internal sealed partial class ProgramRun(IOptions<ProducerOptions> options, TimeProvider time, ILogger<ProgramRun> logger)
{
    private const int MostComplaintBytes = 16 * 1024;
    private const int MostShownLetters = 4000;

    // Whoever ends in good order has said everything; a child that holds the pipe open is not waited for.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private CommandOptions Options => options.Value.Command;

    public async Task<string> SayAsync(byte[] input, CancellationToken cancellationToken)
    {
        var mark = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        using var program = Start(mark);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var alarm = time.CreateTimer(_ => limit.Cancel(), null, Options.Timeout, Timeout.InfiniteTimeSpan);
        try
        {
            return await TalkAsync(program, input, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ProducerException.Away($"'{Options.Program}' was not through after {Options.Timeout.TotalSeconds:0.#} s and was ended. Producer:Command:Timeout gives it longer.");
        }
        finally
        {
            await EndAsync(program, mark);
        }
    }

    private Process Start(string mark)
    {
        var start = new ProcessStartInfo(ProgramFinder.Find(Options.Program) ?? Options.Program)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in Options.Arguments)
            start.ArgumentList.Add(argument);
        // The studio's own logins are none of its business.
        foreach (var name in start.Environment.Keys.Where(IsOurs).ToList())
            start.Environment.Remove(name);
        start.Environment[Leftovers.Mark] = mark;
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception exception) when (exception is Win32Exception or FileNotFoundException)
        {
            throw ProducerException.Away($"'{Options.Program}' cannot be started: {exception.Message}. Check Producer:Command:Program.", exception);
        }
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("ConnectionStrings__", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Producer__", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Engines__", StringComparison.OrdinalIgnoreCase);

    private async Task<string> TalkAsync(Process program, byte[] input, CancellationToken cancellationToken)
    {
        using var complaint = new MemoryStream();
        using var answer = new MemoryStream();
        var telling = TellAsync(program, input, cancellationToken);
        var complaining = DrainAsync(program.StandardError.BaseStream, complaint, MostComplaintBytes, isLimit: false, cancellationToken);
        var answering = DrainAsync(program.StandardOutput.BaseStream, answer, Options.MostOutputBytes, isLimit: true, cancellationToken);
        var ended = program.WaitForExitAsync(cancellationToken);
        await await Task.WhenAny(answering, ended);
        await ended;
        await Task.WhenAny(answering, Task.Delay(LastWords, time, cancellationToken));
        if (answering.IsFaulted)
            await answering;
        await SettleAsync(telling, complaining, cancellationToken);
        var (said, moaned) = (Encoding.UTF8.GetString(answer.ToArray()), Encoding.UTF8.GetString(complaint.ToArray()));
        return program.ExitCode == 0
            ? said
            : throw ProducerException.Unusable($"'{Options.Program}' ended with code {program.ExitCode}.", Shown($"{moaned}\n{said}".Trim()));
    }

    private async Task SettleAsync(Task telling, Task complaining, CancellationToken cancellationToken) =>
        await Task.WhenAny(Task.WhenAll(telling, complaining), Task.Delay(LastWords, time, cancellationToken));

    private static async Task TellAsync(Process program, byte[] input, CancellationToken cancellationToken)
    {
        try
        {
            await program.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            program.StandardInput.Close();
        }
        catch (IOException)
        {
            // It did not want to hear all of it.
        }
    }

    private async Task DrainAsync(Stream from, MemoryStream into, int most, bool isLimit, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (into.Length + read <= most)
                into.Write(buffer, 0, read);
            else if (isLimit)
                throw ProducerException.Unusable($"'{Options.Program}' said more than {most / 1024} kB and was ended.", Shown(Encoding.UTF8.GetString(into.ToArray())));
        }
    }

    private async Task EndAsync(Process program, string mark)
    {
        try
        {
            if (!program.HasExited)
                program.Kill(entireProcessTree: true);
            if (Leftovers.Kill(mark) is > 0 and var left)
                LogLeftovers(Options.Program, left);
            await program.WaitForExitAsync(CancellationToken.None).WaitAsync(LastWords, time);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or TimeoutException or AggregateException)
        {
            LogNotEnded(Options.Program, exception.Message);
        }
    }

    private static string Shown(string text) => text.Length <= MostShownLetters ? text : text[..MostShownLetters] + "…";

    [LoggerMessage(LogLevel.Information, "The producer {Program} left {Count} processes behind; they were ended")]
    private partial void LogLeftovers(string program, int count);

    [LoggerMessage(LogLevel.Warning, "The producer {Program} may still run: {Reason}")]
    private partial void LogNotEnded(string program, string reason);
}
