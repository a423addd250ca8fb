using System.Diagnostics;
using System.Text;

namespace ComfyStudio.SystemTests.Studio;

/// <summary>What the studio printed, kept to explain a failure and searched for the line that says it is ready.</summary>
internal sealed class StudioOutput
{
    private readonly StringBuilder _text = new();
    private readonly List<(string Prefix, TaskCompletionSource<string> Found)> _wanted = [];
    private readonly Lock _lock = new();

    public StudioOutput(Process process)
    {
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _ = GiveUpAtTheEndAsync(process);
    }

    public string Text
    {
        get
        {
            lock (_lock)
            {
                return _text.ToString();
            }
        }
    }

    public async Task<string> LineAsync(string prefix, CancellationToken cancellationToken)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_text.ToString().Split('\n').FirstOrDefault(line => line.StartsWith(prefix, StringComparison.Ordinal)) is { } known)
            {
                return known;
            }

            _wanted.Add((prefix, found));
        }

        try
        {
            return await found.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"The studio did not say '{prefix}'. It said:\n{Text}", exception);
        }
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            _text.Append(line).Append('\n');
            foreach (var (prefix, found) in _wanted)
            {
                if (line.StartsWith(prefix, StringComparison.Ordinal))
                {
                    found.TrySetResult(line);
                }
            }
        }
    }

    // Ends when both streams did, too: the last lines are the ones that say why it ended.
    private async Task GiveUpAtTheEndAsync(Process process)
    {
        await process.WaitForExitAsync(CancellationToken.None);
        lock (_lock)
        {
            _wanted.ForEach(wanted => wanted.Found.TrySetException(new InvalidOperationException($"The studio ended. It said:\n{_text}")));
        }
    }
}
