using ComfyStudio.Api.Sequences.Document;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>Looks after every run that has not ended: at start all that an earlier process left, then those that it hears of.</summary>
internal sealed partial class RunWatch(
    SequenceBook book, RunKeeper keeper, RunLauncher launcher, TimeProvider time, IOptions<SequencesOptions> options, ILogger<RunWatch> logger) : BackgroundService
{
    /// <summary>How many looks there are from one at everything to the next.</summary>
    private const int Thoroughly = 60;

    /// <summary>For so long somebody may try again what failed.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromDays(7);

    private int _looks;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Watch, time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogInterrupted(exception is JobStoreUnavailableException or ImageRootOfflineException ? null : exception, exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        if (_looks % Thoroughly == 0)
            await KeepAsync(book.All().Where(IsUnfinished).Select(sequence => sequence.Id).ToList(), thorough: true, cancellationToken);
        else
            await KeepAsync(book.Open, thorough: false, cancellationToken);
        _looks++;
    }

    private bool IsUnfinished(Sequence sequence) => launcher.IsPending(sequence.Id) || sequence.Runs.Any(run =>
        run.EndedAt is null || (time.GetUtcNow() - run.CreatedAt < Recent && sequence.Frames.Any(frame => frame.Takes.Any(take => take.GroupId == run.GroupId && take.Result?.Image is null))));

    /// <summary>One that cannot be looked after keeps nothing from the others.</summary>
    private async Task KeepAsync(IReadOnlyList<string> ids, bool thorough, CancellationToken cancellationToken)
    {
        Exception? failed = null;
        foreach (var id in ids)
        {
            try
            {
                await keeper.KeepAsync(id, thorough, cancellationToken);
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or JobStoreUnavailableException))
            {
                failed = exception;
            }
        }

        if (failed is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failed);
    }

    [LoggerMessage(LogLevel.Warning, "Sequences are not looked after for the moment, which goes on by itself: {Reason}")]
    private partial void LogInterrupted(Exception? exception, string reason);
}
