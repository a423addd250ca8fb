using System.Diagnostics;

namespace ComfyStudio.Testing.Processes;

/// <summary>The last lines that a program printed, over all its lives, to explain a failure.</summary>
public sealed class ProcessLog
{
    private const int MostLines = 400;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();

    public string Text
    {
        get
        {
            lock (_gate)
                return string.Join('\n', _lines);
        }
    }

    public void Add(string line)
    {
        lock (_gate)
        {
            _lines.Enqueue($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {line}");
            if (_lines.Count > MostLines)
                _lines.Dequeue();
        }
    }

    public void Follow(Process process)
    {
        process.OutputDataReceived += (_, said) => AddSaid(said.Data);
        process.ErrorDataReceived += (_, said) => AddSaid(said.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void AddSaid(string? line)
    {
        if (line is not null)
            Add(line);
    }
}
