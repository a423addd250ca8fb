using ComfyStudio.ComfyUI;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Worker.Collecting;
using ComfyStudio.Worker.Engines;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Running;

/// <summary>
/// Finds the finished files of a prompt that the engine no longer remembers, by the names they must have: each job saves below a
/// prefix of its own, and ComfyUI counts from 1.
/// </summary>
internal sealed class RecoveredFiles(IOptions<RunningOptions> options, TimeProvider time)
{
    /// <summary>Null unless every file that the graph makes is there: half a batch is no result.</summary>
    public async Task<IReadOnlyDictionary<string, NodeOutput>?> FindAsync(
        Engine engine, ApiGraph graph, CancellationToken cancellationToken)
    {
        var outputs = new Dictionary<string, NodeOutput>();
        foreach (var saves in graph.SaveNodes.GroupBy(node => node.FindText("filename_prefix")!))
        {
            var expected = saves.Count() * ImagesPerSave(graph);
            var files = Enumerable.Range(1, expected).Select(number => FileOf(saves.Key, number)).ToList();
            foreach (var file in files)
            {
                if (!await IsWholeAsync(engine, file, cancellationToken))
                    return null;
            }
            outputs[saves.First().Id] = new NodeOutput(files);
        }
        return outputs.Count > 0 ? outputs : null;
    }

    internal static OutputFile FileOf(string prefix, int number)
    {
        var slash = prefix.LastIndexOf('/');
        return new OutputFile($"{prefix[(slash + 1)..]}_{number:00000}_.png", slash < 0 ? "" : prefix[..slash], "output");
    }

    private static int ImagesPerSave(ApiGraph graph) => graph.Nodes
        .Select(node => node.FindValue("batch_size") is { } size && int.TryParse(size.ToJsonString(), out var count) ? count : 1)
        .DefaultIfEmpty(1)
        .Max();

    /// <summary>An engine that died while it wrote leaves a file that is cut off.</summary>
    private Task<bool> IsWholeAsync(Engine engine, OutputFile file, CancellationToken cancellationToken) => engine.AskAsync(
        async (client, token) =>
        {
            await using var found = await client.OpenFileAsync(file, token);
            if (found is null)
                return false;
            using var content = new MemoryStream();
            await found.Content.CopyToAsync(content, token);
            return !PngEnd.IsCut(content.GetBuffer().AsSpan(0, (int)content.Length));
        },
        options.Value.AnswerTimeout, time, cancellationToken);
}
