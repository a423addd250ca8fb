using ComfyStudio.Bench.Batch;
using ComfyStudio.Bench.Exports;
using ComfyStudio.Bench.Gallery;
using ComfyStudio.Bench.Idle;
using ComfyStudio.Bench.Measuring;
using ComfyStudio.Bench.Overhead;
using ComfyStudio.Bench.Queue;
using ComfyStudio.Bench.Recover;
using ComfyStudio.Bench.Thumbs;

if (args is [OwnWorker.Name, .. var toDo])
    return OwnWorker.Run(toDo);

// A first look in a minute; its figures are rough.
var isQuick = args.Contains("--quick");
Dictionary<string, Func<CancellationToken, Task<Report>>> benches = new()
{
    ["overhead"] = token => OverheadBench.RunAsync(isQuick ? OverheadPlan.Quick : OverheadPlan.Whole, token),
    ["idle"] = IdleBench.RunAsync,
    ["queue"] = QueueBench.RunAsync,
    ["batch"] = BatchBench.RunAsync,
    ["recover"] = RecoverBench.RunAsync,
    ["thumbs"] = token => ThumbsBench.RunAsync(isQuick ? ThumbsPlan.Quick : ThumbsPlan.Whole, token),
    ["exports"] = token => ExportsBench.RunAsync(isQuick, token),
    ["gallery"] = token => GalleryBench.RunAsync(isQuick, token),
};

if (args.FirstOrDefault() is not { } name || !benches.TryGetValue(name, out var bench))
{
    Console.Error.WriteLine($"Say which: dotnet run -c Release --project bench -- {string.Join(" | ", benches.Keys)}");
    return 64;
}

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // What was started has to be stopped, too.
    pressed.Cancel = true;
    stopping.Cancel();
};
Machine.Describe(name);
var report = await bench(stopping.Token);
report.Print();
return 0;
