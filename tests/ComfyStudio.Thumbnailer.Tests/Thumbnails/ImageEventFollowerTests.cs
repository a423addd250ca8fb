using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;
using ComfyStudio.Thumbnailer.Thumbnails;
using Microsoft.Extensions.DependencyInjection;

namespace ComfyStudio.Thumbnailer.Tests.Thumbnails;

public sealed class ImageEventFollowerTests : IAsyncLifetime
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private readonly ThumbnailerHost _host;
    private readonly ServiceProvider _studio;
    private readonly ActivityListener _listener;
    private readonly List<Activity> _spans = [];

    public ImageEventFollowerTests(RedisServer redis)
    {
        _host = new ThumbnailerHost(redis);
        _studio = new ServiceCollection().AddJobs(redis.ConnectionString, options => options.Queue = _host.Queue).BuildServiceProvider();
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ThumbnailsTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (_spans)
                    _spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _host.DisposeAsync();
        await _studio.DisposeAsync();
    }

    [Fact]
    public async Task A_new_image_gets_its_thumbnails_before_anyone_asks()
    {
        _host.CreateClient();

        var output = await FinishJobAsync("a.png", TestPng.Make(900, 600));

        await UntilAsync(() => HasAll(output));
    }

    [Fact]
    public async Task An_image_that_came_while_the_thumbnailer_was_away_is_seen_to_at_its_start()
    {
        var output = await FinishJobAsync("a.png", TestPng.Make(900, 600));

        _host.CreateClient();

        await UntilAsync(() => HasAll(output));
    }

    [Fact]
    public async Task The_work_belongs_to_the_trace_of_the_request_that_asked_for_the_image()
    {
        _host.CreateClient();

        await FinishJobAsync("traced.png", TestPng.Make(900, 600));
        await UntilAsync(() => Spans("traced.png").Count == 2);

        Assert.Equal(["render thumbnails", "thumbnail image"], Spans("traced.png").Select(span => span.OperationName).Order());
        Assert.All(Spans("traced.png"), span => Assert.Equal("0af7651916cd43dd8448eb211c80319c", span.TraceId.ToString()));
    }

    [Fact]
    public async Task A_damaged_image_holds_up_nobody()
    {
        _host.With("Thumbnails:MaxRunning", "1").CreateClient();

        await FinishJobAsync("bad.png", TestPng.Make(900, 600)[..500]);
        var output = await FinishJobAsync("good.png", TestPng.Make(900, 600));

        await UntilAsync(() => HasAll(output));
        Assert.Equal(ActivityStatusCode.Error, Spans("bad.png").Single(span => span.OperationName == "thumbnail image").Status);
    }

    private bool HasAll(JobOutput output) =>
        ThumbnailSpec.Sizes.All(size => _host.Has(output.RelativePath, ImageVersion.OfContent(output.Sha256), size));

    private List<Activity> Spans(string relativePath)
    {
        lock (_spans)
            return [.. _spans.Where(span => relativePath.Equals(span.GetTagItem("comfystudio.image.path")))];
    }

    /// <summary>Takes a job through the queue as a worker would, up to the event that announces its image.</summary>
    private async Task<JobOutput> FinishJobAsync(string relativePath, byte[] png)
    {
        _host.Images.Put(relativePath, png);
        var output = new JobOutput(
            0, ImageId.Of(relativePath).ToString(), relativePath, Convert.ToHexStringLower(SHA256.HashData(png)), png.Length, 900, 600);
        var queue = _studio.GetRequiredService<JobQueue>();
        var spec = NewJob();
        var group = new JobGroup { Id = spec.GroupId, Owner = spec.Owner, Kind = "generation", CreatedAt = spec.CreatedAt, Jobs = [spec.Id] };
        await queue.EnqueueAsync(group, [spec], idempotency: null, Token);
        var ready = await queue.ReadyAsync("gpu-1", Token);
        var lease = await queue.ClaimAsync(new ClaimRequest("engine", "worker", [.. ready.Select(one => one.Key)]), Token);
        Assert.Equal(LeaseAnswer.Held, await queue.CompleteAsync(lease!, [output], null, Token));
        return output;
    }

    private static JobSpec NewJob() => new()
    {
        Id = JobId.New(TimeProvider.System),
        GroupId = GroupId.New(TimeProvider.System),
        Index = 0,
        Owner = "local",
        TemplateId = "text_to_image_sdxl",
        TemplateVersion = "1",
        Slots = new Dictionary<string, JsonElement>(),
        Graph = JsonSerializer.SerializeToElement(new { }),
        Requirements = new JobRequirements(null, [], []),
        CreatedAt = TimeProvider.System.GetUtcNow(),
        TraceParent = TraceParent,
    };

    // The program under test runs by itself; there is nothing to await but its effect.
    private static Task UntilAsync(Func<bool> condition) => Eventually.TrueAsync(condition, Token);
}
