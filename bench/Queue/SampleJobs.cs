using System.Text.Json;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;

namespace ComfyStudio.Bench.Queue;

/// <summary>Jobs as the studio makes them: the graph of a shipped template, two checkpoints, four people.</summary>
internal sealed class SampleJobs(TimeProvider time)
{
    private const int Owners = 4;

    private readonly JsonElement _graph = JsonSerializer.Deserialize<JsonElement>(
        File.ReadAllText(Path.Combine(Checkout.Root, "workflows", "text_to_image_sd15.json")));

    private readonly JobRequirements[] _requirements =
    [
        new(null, ["checkpoints/v1-5-pruned-emaonly.safetensors"], ["CLIPTextEncode", "CheckpointLoaderSimple", "EmptyLatentImage", "KSampler", "SaveImage", "VAEDecode"]),
        new(null, ["checkpoints/sd_xl_base_1.0.safetensors"], ["CLIPTextEncode", "CheckpointLoaderSimple", "EmptyLatentImage", "KSampler", "SaveImage", "VAEDecode"]),
    ];

    private int _groups;

    public (JobGroup Group, IReadOnlyList<JobSpec> Jobs) NextGroup(int size)
    {
        var number = Interlocked.Increment(ref _groups);
        var group = new JobGroup
        {
            Id = GroupId.New(time),
            Owner = $"owner-{number % Owners}",
            Kind = "generation",
            CreatedAt = time.GetUtcNow(),
            Jobs = [],
        };
        var jobs = Enumerable.Range(0, size).Select(index => SpecOf(group, index, size, _requirements[number / Owners % 2])).ToList();
        return (group with { Jobs = [.. jobs.Select(job => job.Id)] }, jobs);
    }

    private JobSpec SpecOf(JobGroup group, int index, int size, JobRequirements requirements) => new()
    {
        Id = JobId.New(time),
        GroupId = group.Id,
        Index = index,
        GroupSize = size,
        Owner = group.Owner,
        TemplateId = "text_to_image_sd15",
        TemplateVersion = "1",
        Slots = SlotsOf(index),
        Graph = _graph,
        Requirements = requirements,
        CreatedAt = group.CreatedAt,
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    };

    private static Dictionary<string, JsonElement> SlotsOf(int index) => new()
    {
        ["prompt"] = JsonSerializer.SerializeToElement("a lighthouse on a cliff at dusk, heavy sea, warm light in the windows, wide angle"),
        ["negative"] = JsonSerializer.SerializeToElement("blurry, text, watermark"),
        ["seed"] = JsonSerializer.SerializeToElement(81_234_567L + index),
        ["steps"] = JsonSerializer.SerializeToElement(20),
        ["cfg"] = JsonSerializer.SerializeToElement(7.0),
        ["width"] = JsonSerializer.SerializeToElement(512),
        ["height"] = JsonSerializer.SerializeToElement(512),
    };
}
