using System.Text.Json;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace ComfyStudio.Worker.Tests.Hosting;

/// <summary>A queue of a test's own in the real Redis, a folder for its images, and as many workers as it starts.</summary>
internal sealed class Studio : IAsyncDisposable
{
    public const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private readonly RedisServer _redis;
    private readonly string _queueName;
    private readonly ServiceProvider _services;
    private readonly DirectoryInfo _images = System.IO.Directory.CreateTempSubdirectory("comfystudio-images-");
    private readonly List<IAsyncDisposable> _workers = [];

    public Studio(RedisServer redis)
    {
        _redis = redis;
        _queueName = redis.NewQueueName();
        _services = new ServiceCollection().AddJobs(redis.ConnectionString, options => options.Queue = _queueName).BuildServiceProvider();
    }

    public JobQueue Queue => _services.GetRequiredService<JobQueue>();
    public EngineRegistry Registry => _services.GetRequiredService<EngineRegistry>();
    public EngineDirectory Directory => _services.GetRequiredService<EngineDirectory>();
    public string ImagesRoot => _images.FullName;

    /// <summary>Paths below the root of every image file, without sidecars.</summary>
    public IReadOnlyList<string> Images =>
        [.. System.IO.Directory.EnumerateFiles(ImagesRoot, "*.png", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(ImagesRoot, path)).Order()];

    /// <summary>Files that a broken write would leave behind.</summary>
    public IReadOnlyList<string> Leftovers =>
        [.. System.IO.Directory.EnumerateFiles(ImagesRoot, "*", SearchOption.AllDirectories).Where(path => Path.GetExtension(path) is not (".png" or ".json" or ".comfystudio") && !IsInHiddenFolder(path))];

    public IReadOnlyDictionary<string, string?> SettingsFor(params IEnumerable<string> engines)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:redis"] = _redis.ConnectionString,
            ["Jobs:Queue"] = _queueName,
            ["Jobs:LeaseDuration"] = "00:00:02",
            ["Jobs:PollInterval"] = "00:00:00.200",
            ["Images:Root"] = ImagesRoot,
            ["EngineWatch:HealthInterval"] = "00:00:00.200",
            ["EngineWatch:FirstPause"] = "00:00:00.020",
            ["EngineWatch:LongestPause"] = "00:00:00.200",
            ["EngineWatch:OwnershipDuration"] = "00:00:02",
            ["Dispatching:ShutdownGrace"] = "00:00:00.100",
            ["Dispatching:PollInterval"] = "00:00:00.200",
            ["Running:Silence"] = "00:00:00.300",
            ["Running:SilenceWithoutSocket"] = "00:00:00.100",
            ["Running:SettleGrace"] = "00:00:00.200",
        };
        foreach (var (position, address) in engines.Index())
        {
            settings[$"Engines:{position}:Id"] = $"engine-{position + 1}";
            settings[$"Engines:{position}:Name"] = $"Engine {position + 1}";
            settings[$"Engines:{position}:Address"] = address;
        }
        return settings;
    }

    public Task<WorkerHost> StartWorkerAsync(SimulatorServer engine, params (string Key, string Value)[] settings) =>
        StartWorkerAsync([engine.Address.ToString()], settings);

    public async Task<WorkerHost> StartWorkerAsync(IEnumerable<string> engines, params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(SettingsFor(engines));
        foreach (var (key, value) in settings)
            all[key] = value;
        var worker = await WorkerHost.StartAsync(all);
        _workers.Add(worker);
        return worker;
    }

    public async Task<WorkerProcess> StartWorkerProcessAsync(SimulatorServer engine)
    {
        var worker = WorkerProcess.Start(SettingsFor(engine.Address.ToString()));
        _workers.Add(worker);
        await EngineReadyAsync();
        return worker;
    }

    /// <summary>Looks after the folder as the Api does, until nothing is left of what killed writers had begun.</summary>
    public async Task TidyAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Images:Root"] = ImagesRoot, ["Images:TemporaryFileLife"] = "00:00:01" });
        builder.AddImageIndex();
        using var gallery = builder.Build();
        await gallery.StartAsync(Stop);
        await Eventually.TrueAsync(() => Leftovers.Count == 0, Stop);
        await gallery.StopAsync(Stop);
    }

    /// <summary>Adds an engine as people do on the Engines page.</summary>
    public async Task<StudioEngine> AddEngineAsync(string id, Uri address, IReadOnlyList<string>? tags = null, double weight = 1)
    {
        var engine = new StudioEngine
        {
            Id = id,
            Name = id,
            Address = address.ToString().TrimEnd('/'),
            Tags = tags ?? [],
            Weight = weight,
            AddedAt = TimeProvider.System.GetUtcNow(),
        };
        Assert.True(await Directory.AddAsync(engine, new EngineCredentials(null, null, null), Stop));
        return engine;
    }

    /// <summary>Removes an engine whose time to be restored is over.</summary>
    public async Task RemoveEngineAsync(string id)
    {
        await Directory.RemoveAsync(id, Stop);
        using var redis = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        await redis.GetDatabase().SortedSetAddAsync($"cs:{{{_queueName}}}:directory:leaving", id, 1);
    }

    /// <summary>The next event from now on that fits.</summary>
    public async Task<StudioEvent> HeardAsync(Func<StudioEvent, bool> fits) =>
        await _services.GetRequiredService<JobEvents>().FollowAsync(null, Stop).FirstAsync(fits, Stop);

    public async Task<JobId> AskAsync(JobAsked? asked = null)
    {
        var group = NewGroup("generation");
        var spec = SpecOf(group, 0, asked ?? new JobAsked());
        await Queue.EnqueueAsync(group, [spec], null, Stop);
        return spec.Id;
    }

    /// <summary>Small pictures that differ by their seed, in a folder of their own.</summary>
    public async Task<IReadOnlyList<JobSpec>> AskBatchAsync(int count)
    {
        var group = NewGroup("batch") with { About = "{}" };
        var place = new JobPlace(JobPlace.Batch, group.Id.ToString());
        JobSpec[] specs =
        [
            .. Enumerable.Range(0, count).Select(index => SpecOf(
                group, index, new JobAsked { Seed = index, Steps = 1, Place = place, Graph = id => TestGraph.Of(id.ToString(), index, steps: 1, size: 64) })),
        ];
        await Queue.EnqueueAsync(group, specs, null, Stop);
        return specs;
    }

    private static JobGroup NewGroup(string kind) => new()
    {
        Id = GroupId.New(TimeProvider.System),
        Owner = "local",
        Kind = kind,
        CreatedAt = TimeProvider.System.GetUtcNow(),
        Jobs = [],
    };

    private static JobSpec SpecOf(JobGroup group, int index, JobAsked ask)
    {
        var id = JobId.New(TimeProvider.System);
        return new JobSpec
        {
            Id = id,
            GroupId = group.Id,
            Index = index,
            Owner = group.Owner,
            TemplateId = "text_to_image_sdxl",
            TemplateVersion = "1",
            Slots = TestGraph.Slots(ask.Seed, ask.Steps),
            Graph = ask.Graph?.Invoke(id) ?? TestGraph.Of(id.ToString(), ask.Seed, ask.Steps),
            Requirements = new JobRequirements(ask.EngineId, ask.Models, ask.Nodes),
            CreatedAt = group.CreatedAt,
            Priority = ask.Priority,
            IsDraft = ask.IsDraft,
            Place = ask.Place,
            TraceParent = ask.TraceParent,
        };
    }

    public async Task<Job> JobAsync(JobId id) => (await Queue.FindAsync(id, Stop))!;

    public Task<Job> EndAsync(JobId id) => UntilAsync(id, job => job.State.IsFinal());

    public Task<Job> UntilAsync(JobId id, JobState state) => UntilAsync(id, job => job.State == state);

    public async Task<Job> UntilAsync(JobId id, Func<Job, bool> holds)
    {
        try
        {
            return await Eventually.FindAsync(async () => await JobAsync(id) is { } job && holds(job) ? job : null, Stop);
        }
        catch (TimeoutException exception)
        {
            var job = await JobAsync(id);
            throw new TimeoutException($"{exception.Message} The job is {job.State}, failures: {JsonSerializer.Serialize(job.Failures)}", exception);
        }
    }

    public Task<EngineSnapshot> EngineReadyAsync(string id = "engine-1") =>
        EngineAsync(id, engine => engine.Status is EngineStatus.Ready or EngineStatus.Busy);

    public Task<EngineSnapshot> EngineAsync(string id, Func<EngineSnapshot, bool> holds) =>
        Eventually.FindAsync(async () => await Registry.FindAsync(id, Stop) is { } engine && holds(engine) ? engine : null, Stop);

    private bool IsInHiddenFolder(string path) =>
        Path.GetRelativePath(ImagesRoot, Path.GetDirectoryName(path)!).Split(Path.DirectorySeparatorChar).Any(folder => folder is not "." && folder.StartsWith('.'));

    public JsonElement Sidecar(string image) =>
        JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(Path.Join(ImagesRoot, image), ".json"))).RootElement;

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
            await worker.DisposeAsync();
        await _services.DisposeAsync();
        _images.Delete(recursive: true);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}

/// <summary>What a test asks the studio for.</summary>
internal sealed record JobAsked
{
    public long Seed { get; init; } = 1;
    public int Steps { get; init; } = 4;
    public int Priority { get; init; } = 5;
    public string? EngineId { get; init; }
    public IReadOnlyList<string> Models { get; init; } = [$"checkpoints/{TestGraph.Checkpoint}"];
    public IReadOnlyList<string> Nodes { get; init; } = TestGraph.Nodes;
    public string TraceParent { get; init; } = Studio.TraceParent;
    public bool IsDraft { get; init; }
    public JobPlace? Place { get; init; }
    public Func<JobId, JsonElement>? Graph { get; init; }
}
