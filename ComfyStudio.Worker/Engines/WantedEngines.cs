using ComfyStudio.Jobs;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Engines;

/// <summary>Which engines this worker should look after: those of its configuration, and those that people added in the studio.</summary>
internal sealed partial class WantedEngines(EngineDirectory directory, IOptions<EngineList> configured, ILogger<WantedEngines> logger)
{
    private readonly Dictionary<string, (long Revision, EngineOptions Options)> _known = [];
    private readonly HashSet<string> _refused = [];

    public IReadOnlyList<WantedEngine> Configured { get; } =
        [.. configured.Value.Engines.Select((options, position) => new WantedEngine(options, $"{EngineOptions.Section}__{position}__"))];

    public async Task<IReadOnlyList<WantedEngine>> ReadAsync(CancellationToken cancellationToken)
    {
        var added = new List<WantedEngine>();
        foreach (var engine in await directory.ListAsync(cancellationToken))
        {
            if (!IsTaken(engine) && await OptionsOfAsync(engine, cancellationToken) is { } options)
                added.Add(new WantedEngine(options, Setting: null, engine.LeavesAt is not null));
        }
        return [.. Configured, .. added];
    }

    /// <summary>Whoever configures an engine means that one, whatever was added in the studio under the same id.</summary>
    private bool IsTaken(StudioEngine engine)
    {
        var isTaken = Configured.Any(other => other.Id == engine.Id);
        if (isTaken && _refused.Add(engine.Id))
            LogTaken(engine.Id);
        return isTaken;
    }

    /// <summary>The credentials are fetched once for each change.</summary>
    private async Task<EngineOptions?> OptionsOfAsync(StudioEngine engine, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(engine.Id, out var known) && known.Revision == engine.Revision)
            return known.Options;
        var credentials = await directory.FindCredentialsAsync(engine.Id, cancellationToken);
        var options = new EngineOptions
        {
            Id = engine.Id,
            Name = engine.Name,
            Address = engine.Address,
            Token = credentials.Token,
            UserName = credentials.UserName,
            Password = credentials.Password,
            Tags = [.. engine.Tags],
            Weight = engine.Weight,
        };
        if (EngineAddress.TryParse(options) is null)
            return null;
        _known[engine.Id] = (engine.Revision, options);
        return options;
    }

    [LoggerMessage(LogLevel.Warning, "Engine {EngineId} was added in the studio and is configured, too; the configured one counts")]
    private partial void LogTaken(string engineId);
}
