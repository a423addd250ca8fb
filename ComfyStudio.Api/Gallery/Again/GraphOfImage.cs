using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ComfyStudio.Api.Generation;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Images;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Gallery.Again;

/// <summary>Finds what an engine was sent for an image: as the file itself tells, else as the queue remembers.</summary>
internal sealed partial class GraphOfImage(ImageIndex index, InputFiles inputs, JobQueue queue)
{
    /// <returns>Null when nobody knows.</returns>
    public async Task<ApiGraph?> FindAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        if (index.ReadGraph(image.Id) is { } told && TryParse(told) is { } graph)
            return graph;
        return JobId.TryParse(image.Making?.JobId, null, out var id) && await queue.FindAsync(id, cancellationToken) is { } job ? ApiGraph.Parse(job.Spec.Graph) : null;
    }

    /// <summary>The pictures that a graph reads and that the studio once put on an engine for it: they must be there again.</summary>
    /// <param name="missing">Those that the studio does not have any more.</param>
    public IReadOnlyList<JobInput> InputsOf(ApiGraph graph, List<string> missing)
    {
        var found = new List<JobInput>();
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.InputNames)
            {
                if (node.FindText(input) is not { } name || Uploaded().Match(name) is not { Success: true } match)
                    continue;
                if (inputs.Use(match.Groups[1].Value) is { } file)
                    found.Add(new JobInput(node.Id, input, file.FileName, file.Id));
                else
                    missing.Add(name);
            }
        }

        return found;
    }

    /// <summary>The values by slot, so that the new image tells as much as the first: those of the form, else what its file tells.</summary>
    public static IReadOnlyDictionary<string, JsonElement> SlotsOf(ImageMaking? making)
    {
        if (making?.Slots is { } slots)
            return slots;
        var told = new JsonObject
        {
            ["prompt"] = making?.Prompt,
            ["negative"] = making?.Negative,
            ["checkpoint"] = making?.Model,
            ["seed"] = making?.Seed,
            ["steps"] = making?.Steps,
            ["cfg"] = making?.Cfg,
            ["sampler"] = making?.Sampler,
            ["scheduler"] = making?.Scheduler,
            ["denoise"] = making?.Denoise,
        };
        return told.Where(each => each.Value is not null).ToDictionary(each => each.Key, each => JsonSerializer.SerializeToElement(each.Value!, GenerationJson.Default.JsonNode));
    }

    private static ApiGraph? TryParse(string graph)
    {
        try
        {
            return ApiGraph.Parse(graph);
        }
        catch (ApiGraphException)
        {
            return null;
        }
    }

    // As workers name them on engines, by the hash of what is in them.
    [GeneratedRegex("^studio/([0-9a-f]{64})\\.[a-z]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Uploaded();
}
