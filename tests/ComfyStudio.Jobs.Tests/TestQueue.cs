using System.Text.Json;
using ComfyStudio.Jobs.Redis;
using ComfyStudio.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ComfyStudio.Jobs.Tests;

/// <summary>A queue of one test's own, with the words the tests use.</summary>
public sealed class TestQueue : IAsyncDisposable
{
    public static readonly JobRequirements Sdxl = new(null, ["checkpoints/sd_xl_base_1.0.safetensors"], ["KSampler", "SaveImage"]);
    public static readonly JobRequirements Sd15 = new(null, ["checkpoints/v1-5-pruned.safetensors"], ["KSampler", "SaveImage"]);
    public static readonly JobOutput Picture = new(0, "image-0", "2026-11-21/a.png", "abcd", 1234, 64, 64);

    private readonly ServiceProvider _services;

    public TestQueue(RedisServer redis, Action<JobsOptions>? configure = null, TimeProvider? time = null, string? name = null)
    {
        Name = name ?? redis.NewQueueName();
        Time = time ?? TimeProvider.System;
        _services = new ServiceCollection().AddSingleton(Time)
            .AddJobs(redis.ConnectionString, options =>
            {
                options.Queue = Name;
                options.LeaseDuration = TimeSpan.FromMinutes(5);
                options.CallTimeout = TimeSpan.FromSeconds(30); // A disk that stalls is no subject of most tests.
                configure?.Invoke(options);
            })
            .BuildServiceProvider();
    }

    public string Name { get; }

    public TimeProvider Time { get; }

    public JobQueue Jobs => _services.GetRequiredService<JobQueue>();

    public JobEvents Events => _services.GetRequiredService<JobEvents>();

    public EngineRegistry Engines => _services.GetRequiredService<EngineRegistry>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public JobSpec Spec(JobRequirements? requirements = null, int priority = 5, GroupId? group = null, int index = 0, string owner = "local") => new()
    {
        Id = JobId.New(Time),
        GroupId = group ?? GroupId.New(Time),
        Index = index,
        Owner = owner,
        TemplateId = "text_to_image_sdxl",
        TemplateVersion = "1",
        Slots = new Dictionary<string, JsonElement> { ["seed"] = JsonSerializer.SerializeToElement(index) },
        Graph = JsonSerializer.SerializeToElement(new { n = index }),
        Requirements = requirements ?? Sdxl,
        CreatedAt = Time.GetUtcNow(),
        Priority = priority,
    };

    public static JobGroup GroupOf(IReadOnlyList<JobSpec> specs) => new()
    {
        Id = specs[0].GroupId,
        Owner = specs[0].Owner,
        Kind = "generation",
        CreatedAt = specs[0].CreatedAt,
        Jobs = [.. specs.Select(spec => spec.Id)],
    };

    public async Task<JobSpec> AddAsync(JobRequirements? requirements = null, int priority = 5, string owner = "local")
    {
        var spec = Spec(requirements, priority, owner: owner);
        await AddAsync([spec]);
        return spec;
    }

    public async Task<IReadOnlyList<JobSpec>> AddGroupAsync(int count, string owner = "local")
    {
        var group = GroupId.New(Time);
        JobSpec[] specs = [.. Enumerable.Range(0, count).Select(index => Spec(group: group, index: index, owner: owner))];
        await AddAsync(specs);
        return specs;
    }

    public Task<EnqueueResult> AddAsync(IReadOnlyList<JobSpec> specs, Idempotency? idempotency = null) =>
        Jobs.EnqueueAsync(GroupOf(specs), specs, idempotency, TestContext.Current.CancellationToken);

    /// <summary>Claims the best job of all classes, as an engine that can serve everything.</summary>
    public async Task<JobLease?> TryClaimAsync(string engine = "gpu-1", string worker = "worker-1")
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var classes = await Jobs.ReadyAsync(engine, cancellationToken);
        return await Jobs.ClaimAsync(new ClaimRequest(engine, worker, [.. classes.Select(ready => ready.Key)]), cancellationToken);
    }

    public async Task<JobLease> ClaimAsync(string engine = "gpu-1", string worker = "worker-1") =>
        await TryClaimAsync(engine, worker) ?? throw new InvalidOperationException("Nothing to claim.");

    /// <summary>In the order of their claims.</summary>
    public async Task<IReadOnlyList<JobId>> WaitingAsync(string owner = "local") =>
        [.. (await Jobs.WaitingAsync(owner, 0, 1000, TestContext.Current.CancellationToken)).Jobs.Select(job => job.Id)];

    public async Task<Job> FindAsync(JobId id) =>
        await Jobs.FindAsync(id, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("No such job.");

    /// <summary>Whether the queue has this key, by its name after the prefix.</summary>
    public Task<bool> ExistsAsync(string key)
    {
        var connection = Get<RedisConnection>();
        return connection.CallAsync(database => database.KeyExistsAsync(connection.Keys.Prefix + key), TestContext.Current.CancellationToken);
    }

    /// <summary>Everything the log holds now.</summary>
    public async Task<IReadOnlyList<StudioEvent>> LoggedAsync()
    {
        var newest = await Events.LastIdAsync(TestContext.Current.CancellationToken);
        var logged = new List<StudioEvent>();
        await foreach (var happened in Events.FollowAsync(EventLog.Origin, TestContext.Current.CancellationToken))
        {
            logged.Add(happened);
            if (happened.Id == newest) break;
        }

        return logged;
    }
}
