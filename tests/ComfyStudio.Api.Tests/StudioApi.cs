using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ComfyStudio.Api.Tests;

/// <summary>The whole API on a real port, with a queue in a real Redis and an images folder of its own; the test plays the worker.</summary>
internal sealed class StudioApi : IAsyncDisposable
{
    public const string Sdxl = "sd_xl_base_1.0.safetensors";
    public const string Sd15 = "v1-5-pruned-emaonly.safetensors";

    private readonly Factory _factory;
    private readonly TestImagesFolder _images = new();

    private StudioApi(string redis, string queue, IEnumerable<(string Key, string Value)> settings)
    {
        _factory = new Factory(
        [
            ("urls", "http://127.0.0.1:0"),
            ("ConnectionStrings:redis", redis),
            ("Jobs:Queue", queue),
            ("Jobs:CallTimeout", "00:00:30"), // A machine that stalls for seconds is no subject of most tests.
            ("Images:Root", _images.Path),
            ("Templates:OwnFolder", Path.Join(_images.Path, ".own-templates")),
            ("Logging:LogLevel:Default", "Warning"),
            .. settings,
        ]);
        _factory.UseKestrel();
        _factory.StartServer();
        Address = Reachable(_factory.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        // Who asks before sending a large body waits for the answer, however busy the machine is.
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public JobQueue Queue => Get<JobQueue>();

    public TestImagesFolder Images => _images;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static Task<StudioApi> StartAsync(RedisServer redis, params (string Key, string Value)[] settings) =>
        StartOnAsync(redis.ConnectionString, redis.NewQueueName(), settings);

    // The factory blocks until the host has started, which must not happen on the few threads that tests share: what it waits for
    // may want one of them.
    public static Task<StudioApi> StartOnAsync(string redis, string queue, params (string Key, string Value)[] settings) =>
        Task.Run(() => new StudioApi(redis, queue, settings), Cancelled);

    public T Get<T>()
        where T : notnull => _factory.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _factory.DisposeAsync();
        _images.Dispose();
    }

    // One that listens on every interface is asked on this machine's own.
    private static Uri Reachable(string address) => new(address.Replace("[::]", "127.0.0.1", StringComparison.Ordinal));

    // ---- asking ----

    public async Task<Answer> GetAsync(string path) => await Answer.ReadAsync(await Http.GetAsync(path, Cancelled));

    public async Task<Answer> PostAsync(string path, JsonNode? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await SendAsync(request);
    }

    public async Task<Answer> PostTextAsync(string path, string text, string contentType = "application/json")
    {
        using var content = new StringContent(text, new MediaTypeHeaderValue(contentType));
        return await Answer.ReadAsync(await Http.PostAsync(path, content, Cancelled));
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request) => await Answer.ReadAsync(await Http.SendAsync(request, Cancelled));

    /// <summary>A request that holds; <paramref name="slots"/> replace or add values.</summary>
    public static JsonObject Request(JsonObject? slots = null, int? count = null)
    {
        var values = new JsonObject { ["prompt"] = "a lighthouse at dusk", ["checkpoint"] = Sdxl };
        foreach (var (name, value) in slots ?? [])
            values[name] = value?.DeepClone();
        var request = new JsonObject { ["template"] = "text_to_image_sdxl", ["slots"] = values };
        if (count is not null)
            request["count"] = count;
        return request;
    }

    /// <summary>Asks for pictures and gives the ids of their jobs.</summary>
    public async Task<IReadOnlyList<JobId>> SubmitAsync(JsonObject? slots = null, int? count = null)
    {
        var answer = await PostAsync("/api/generations", Request(slots, count));
        Assert.Equal(202, answer.Status);
        return [.. answer.Body["jobs"]!.AsArray().Select(job => JobId.Parse((string)job!["id"]!))];
    }

    // ---- playing the worker ----

    public async Task<EngineSnapshot> PublishEngineAsync(
        string id = "gpu-1", EngineStatus status = EngineStatus.Ready, EngineCatalog? catalog = null, bool simulator = false, string? problem = null)
    {
        var at = Get<TimeProvider>().GetUtcNow();
        if (catalog is not null)
            await Get<EngineRegistry>().PublishCatalogAsync(id, catalog, Cancelled);
        var snapshot = new EngineSnapshot
        {
            Id = id,
            Name = $"Engine {id}",
            Address = "http://10.0.0.5:8188",
            Status = status,
            SeenAt = at,
            IsSimulator = simulator,
            Problem = problem,
            Version = "0.3.60",
            CatalogAt = catalog?.At,
            Devices = [new EngineDevice("cuda:0", "cuda", 24_000_000_000, 20_000_000_000)],
        };
        await Get<EngineRegistry>().PublishAsync(snapshot, Cancelled);
        return snapshot;
    }

    /// <summary>An engine that tells what its nodes take, and has what they list.</summary>
    public async Task PublishNodesAsync(byte[] definitions, string id = "gpu-1")
    {
        var nodes = NodeCatalog.Parse(definitions);
        var hash = Convert.ToHexStringLower(SHA256.HashData(definitions));
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(definitions, Cancelled);
        await Get<EngineRegistry>().PublishNodesAsync(id, hash, compressed.ToArray(), Cancelled);
        await PublishEngineAsync(id, catalog: new EngineCatalog
        {
            At = Get<TimeProvider>().GetUtcNow(),
            Models = new Dictionary<string, IReadOnlyList<string>>
            {
                ["checkpoints"] = nodes.Choices("CheckpointLoaderSimple", "ckpt_name"),
                ["loras"] = nodes.Choices("LoraLoader", "lora_name"),
                ["vae"] = nodes.Choices("VAELoader", "vae_name"),
                ["diffusion_models"] = nodes.Choices("UNETLoader", "unet_name"),
                ["text_encoders"] = nodes.Choices("DualCLIPLoader", "clip_name1"),
                ["controlnet"] = nodes.Choices("ControlNetLoader", "control_net_name"),
                ["upscale_models"] = [],
            },
            Samplers = nodes.Choices("KSampler", "sampler_name"),
            Schedulers = nodes.Choices("KSampler", "scheduler"),
            Nodes = [.. nodes.Nodes.Keys.Order(StringComparer.Ordinal)],
            NodesHash = hash,
        });
    }

    public EngineCatalog Catalog(params string[] checkpoints) => new()
    {
        At = Get<TimeProvider>().GetUtcNow(),
        Models = new Dictionary<string, IReadOnlyList<string>> { ["checkpoints"] = checkpoints, ["loras"] = ["style/ink.safetensors"], ["vae"] = [] },
        Samplers = ["euler", "dpmpp_2m"],
        Schedulers = ["normal", "karras"],
        Nodes = ["CLIPTextEncode", "CheckpointLoaderSimple", "EmptyLatentImage", "KSampler", "SaveImage", "VAEDecode"],
    };

    public async Task<JobLease> ClaimAsync(string engine = "gpu-1")
    {
        var ready = await Queue.ReadyAsync("gpu-1", Cancelled);
        return await Queue.ClaimAsync(new ClaimRequest(engine, "worker-1", [.. ready.Select(each => each.Key)]), Cancelled)
            ?? throw new InvalidOperationException("Nothing waits.");
    }

    /// <summary>Claims the next job and gets it to run.</summary>
    public async Task<JobLease> RunNextAsync()
    {
        var lease = await ClaimAsync();
        await Queue.SubmittingAsync(lease, Guid.CreateVersion7().ToString(), "instance-1", Cancelled);
        await Queue.SubmittedAsync(lease, Cancelled);
        Assert.Equal(LeaseAnswer.Held, await Queue.RunningAsync(lease, Cancelled));
        return lease;
    }

    /// <summary>Claims the next job, stores a picture of it and completes it.</summary>
    public async Task<StoredImage> FinishNextAsync(string prompt = "a lighthouse at dusk", byte shade = 0)
    {
        var lease = await ClaimAsync();
        var image = await StoreAsync(prompt, lease.Job, shade);
        var output = new JobOutput(0, image.Id.ToString(), image.RelativePath, image.Sha256, image.Bytes, image.Width, image.Height);
        Assert.Equal(LeaseAnswer.Held, await Queue.CompleteAsync(lease, [output], null, Cancelled));
        return image;
    }

    /// <summary>Claims the next job and fails it for good, or sets it aside.</summary>
    public async Task<JobId> FailNextAsync(bool park = false)
    {
        var lease = await ClaimAsync();
        await FailAsync(lease, park);
        return lease.JobId;
    }

    public async Task FailAsync(JobLease lease, bool park)
    {
        var failure = new JobFailure(FailureClass.NodeError, "Required input is missing: model", "3", "KSampler", "model", "Traceback …");
        Assert.Equal(LeaseAnswer.Held, await Queue.FailAsync(lease, failure, park ? new FailureOutcome.Park() : new FailureOutcome.Fail(), Cancelled));
    }

    /// <summary>A waiting job of somebody else.</summary>
    public async Task<JobSpec> SubmitForAsync(string owner)
    {
        var own = (await Queue.FindAsync((await SubmitAsync())[0], Cancelled))!.Spec;
        await Queue.CancelAsync(own.Id, Cancelled);
        var time = Get<TimeProvider>();
        var spec = own with { Id = JobId.New(time), GroupId = GroupId.New(time), Owner = owner };
        var group = new JobGroup { Id = spec.GroupId, Owner = owner, Kind = "generation", CreatedAt = spec.CreatedAt, Jobs = [spec.Id] };
        await Queue.EnqueueAsync(group, [spec], null, Cancelled);
        return spec;
    }

    public async Task<StoredImage> StoreAsync(string prompt, Job? job = null, byte shade = 0)
    {
        using var png = new MemoryStream(TestPng.Make(shade: shade));
        var making = new ImageMaking
        {
            Prompt = prompt,
            Model = Sdxl,
            Seed = 7,
            Steps = 20,
            Cfg = 7,
            Owner = "local",
            JobId = job?.Id.ToString(),
            GroupId = job?.Spec.GroupId.ToString(),
            Engine = new MakingEngine("gpu-1", "Engine gpu-1", "comfyui", "0.3.60"),
        };
        var at = Get<TimeProvider>().GetUtcNow();
        return await Get<ImageStore>().SaveAsync(
            new NewImage(at, $"g{shade}", job?.Id.ToString() ?? JobId.New(TimeProvider.System).ToString(), 0, 0, making), png, Cancelled);
    }

    /// <summary>Stores a picture and waits for nothing: the gallery has it when this returns.</summary>
    public async Task<StoredImage> ShowAsync(string prompt, byte shade = 0)
    {
        var image = await StoreAsync(prompt, shade: shade);
        Assert.NotNull(await Get<ImageIndex>().AddAsync(image.RelativePath, Cancelled));
        return image;
    }

    private sealed class Factory(IReadOnlyList<(string Key, string Value)> settings) : WebApplicationFactory<Owners.CurrentOwner>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (key, value) in settings)
                builder.UseSetting(key, value);
        }
    }
}

/// <summary>What came back, read whole.</summary>
internal sealed record Answer(int Status, JsonNode Body, byte[] Bytes, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public string ProblemType => (string)Body["type"]!;

    public string? Header(string name) =>
        Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    /// <summary>The sentences about one field.</summary>
    public string Error(string field) => string.Join(' ', Body["errors"]?[field]?.AsArray().Select(sentence => (string)sentence!) ?? []);

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        using var _ = response;
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) is true;
        var body = isJson && bytes.Length > 0 ? JsonNode.Parse(bytes)! : new JsonObject();
        return new Answer((int)response.StatusCode, body, bytes, response.Headers, response.Content.Headers);
    }

    public override string ToString() => $"{Status} {Body.ToJsonString(JsonSerializerOptions.Web)}";
}
