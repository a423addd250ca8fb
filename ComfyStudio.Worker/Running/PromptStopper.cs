using ComfyStudio.ComfyUI;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Running;

/// <summary>Stops one prompt, pending or running and no other one, and makes sure that it is stopped.</summary>
internal sealed class PromptStopper(IOptions<RunningOptions> options, TimeProvider time)
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(5);

    /// <summary>
    /// True once the engine does not execute it any more; false when it still does after the patience. A node that never looks
    /// at the interrupt goes on to its end.
    /// </summary>
    /// <exception cref="ComfyUIUnreachableException">The engine went away, so nothing is known.</exception>
    public async Task<bool> StopAsync(JobRun run, TimeSpan patience, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var pause = FirstLook;
        TimeSpan? asked = null;
        while (true)
        {
            var elapsed = time.GetElapsedTime(began);
            if (asked is null || elapsed - asked >= AskAgain)
            {
                await AskAsync(run, (client, token) => client.CancelAsync(run.PromptId!, token), cancellationToken);
                asked = elapsed;
            }
            var job = await AskAsync(run, (client, token) => client.FindJobAsync(run.PromptId!, token), cancellationToken);
            if (job is not { Status: EngineJobStatus.Pending or EngineJobStatus.Running })
                return true;
            if (elapsed >= patience)
                return false;
            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private Task<T> AskAsync<T>(JobRun run, Func<ComfyUIClient, CancellationToken, Task<T>> question, CancellationToken cancellationToken) =>
        run.Engine.AskAsync(question, options.Value.AnswerTimeout, time, cancellationToken);
}
