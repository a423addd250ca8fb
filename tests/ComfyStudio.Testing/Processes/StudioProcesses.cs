using System.Globalization;
using ComfyStudio.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace ComfyStudio.Testing.Processes;

/// <summary>
/// A whole studio as users run it: Redis, Api, workers, thumbnailer and simulators, each in a process of its own, on free ports and in
/// folders that go away with it. Each can be killed, frozen and started again. Disposing it leaves no process behind, nor does the end of
/// the process that made it.
/// </summary>
public sealed class StudioProcesses : IAsyncDisposable
{
    private const string Queue = "studio";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("comfystudio-studio-");
    private ServiceProvider? _library;

    private StudioProcesses(StudioSetup setup)
    {
        ImagesRoot = setup.ImagesRoot ?? Path.Combine(_folder.FullName, "images");
        InputsFolder = Directory.CreateDirectory(Path.Combine(_folder.FullName, "inputs")).FullName;
        Redis = new RedisServer { OnDisk = true };
    }

    public RedisServer Redis { get; }

    public StudioProgram Api { get; private set; } = null!;

    public StudioProgram? Thumbnailer { get; private set; }

    public IReadOnlyList<StudioProgram> Workers { get; private set; } = [];

    public IReadOnlyList<EngineProcess> Engines { get; private set; } = [];

    /// <summary>The Api as any program would use it.</summary>
    public StudioApi Client { get; private set; } = null!;

    public string ImagesRoot { get; }

    /// <summary>Images and masks that graphs start from.</summary>
    public string InputsFolder { get; }

    /// <summary>What the keys of this studio's queue begin with.</summary>
    public static string RedisPrefix => $"cs:{{{Queue}}}:";

    /// <summary>The queue itself, for what the Api does not offer and for while it is away.</summary>
    public JobQueue Jobs => Library.GetRequiredService<JobQueue>();

    public EngineRegistry Registry => Library.GetRequiredService<EngineRegistry>();

    /// <summary>Every program but Redis, workers and engines by their numbers: <c>api</c>, <c>thumbnailer</c>, <c>worker-1</c>, <c>engine-1</c>, …</summary>
    public IReadOnlyList<StudioProgram> Programs =>
        [Api, .. Thumbnailer is null ? [] : new[] { Thumbnailer }, .. Workers, .. Engines.Select(engine => engine.Program)];

    /// <summary>The last words of everybody, for a failure message.</summary>
    public string Logs => string.Join("\n\n", Programs.Select(program => $"===== {program.Name}\n{program.Log.Text}"));

    /// <summary>Returns when every engine can be given jobs.</summary>
    public static async Task<StudioProcesses> StartAsync(StudioSetup setup, CancellationToken cancellationToken)
    {
        var studio = new StudioProcesses(setup);
        try
        {
            await studio.Redis.InitializeAsync();
            studio.Describe(setup);
            await Task.WhenAll(studio.Programs.Select(program => program.StartAsync(cancellationToken)));
            await studio.UntilEnginesReadyAsync(cancellationToken);
            return studio;
        }
        catch
        {
            await studio.DisposeAsync();
            throw;
        }
    }

    public StudioProgram Find(string name) => Programs.Single(program => program.Name == name);

    /// <summary>Every engine answers and has an owner, as the registry tells now.</summary>
    public async Task UntilEnginesReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Eventually.TrueAsync(async () => await AreEnginesReadyAsync(cancellationToken), cancellationToken, "every engine is ready");
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}\n{Logs}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        // All at once: the last ones would only fill their logs with complaints about the first.
        await Task.WhenAll(Everything().Select(each => each.DisposeAsync().AsTask()));
        if (_library is not null)
            await _library.DisposeAsync();
        await Redis.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private ServiceProvider Library => _library ??=
        new ServiceCollection().AddJobs(Redis.ConnectionString, options => options.Queue = Queue).BuildServiceProvider();

    private IEnumerable<IAsyncDisposable> Everything() =>
        [.. Engines, .. Workers, .. new[] { Api, Thumbnailer }.OfType<StudioProgram>()];

    private async Task<bool> AreEnginesReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            var known = await Registry.ListAsync(cancellationToken);
            return Engines.All(engine => known.Any(seen => seen.Id == engine.Id && seen.Status is EngineStatus.Ready or EngineStatus.Busy));
        }
        catch (JobStoreUnavailableException)
        {
            return false;
        }
    }

    private void Describe(StudioSetup setup)
    {
        Engines = [.. Numbered("engine", setup.Engines).Select(id => new EngineProcess(id, Path.Combine(_folder.FullName, id), setup.Settings))];
        if (setup.Thumbnailer)
            Thumbnailer = new StudioProgram("thumbnailer", "ComfyStudio.Thumbnailer", [.. Surroundings(), .. setup.Settings]);
        Api = new StudioProgram("api", "ComfyStudio.Api", [.. Surroundings(), .. ApiSettings(), .. setup.Settings]);
        Workers = [.. Numbered("worker", setup.Workers).Select(
            name => new StudioProgram(name, "ComfyStudio.Worker", [.. Surroundings(), .. WorkerSettings(), .. setup.Settings]))];
        Client = new StudioApi(Api.Address);
    }

    private IEnumerable<KeyValuePair<string, string>> Surroundings() =>
    [
        new("ConnectionStrings__redis", Redis.ConnectionString),
        new("Jobs__Queue", Queue),
        new("Images__Root", ImagesRoot),
        new("Logging__Console__FormatterName", "simple"),
        new("Logging__Console__FormatterOptions__SingleLine", "true"),
        new("Images__InputsFolder", InputsFolder),
    ];

    private IEnumerable<KeyValuePair<string, string>> ApiSettings() =>
    [
        new("Templates__Folder", Path.Combine(Checkout.Root, "workflows")),
        new("Thumbnailer__Address", (Thumbnailer?.Address ?? new Uri("http://127.0.0.1:9")).ToString().TrimEnd('/')),
        // A person does not submit as fast as a test.
        new("Generation__MaxCount", "1000"),
        new("Generation__RequestsPerMinute", "100000"),
    ];

    private IEnumerable<KeyValuePair<string, string>> WorkerSettings() =>
    [
        .. Engines.SelectMany((engine, position) => new KeyValuePair<string, string>[]
        {
            new($"Engines__{position}__Id", engine.Id),
            new($"Engines__{position}__Name", engine.Id),
            new($"Engines__{position}__Address", engine.Program.Address.ToString()),
        }),
    ];

    private static IEnumerable<string> Numbered(string kind, int count) =>
        Enumerable.Range(1, count).Select(number => $"{kind}-{number.ToString(CultureInfo.InvariantCulture)}");
}
