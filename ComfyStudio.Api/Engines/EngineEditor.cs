using System.Text.RegularExpressions;
using ComfyStudio.Api.Problems;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Engines;

/// <summary>What became of a wish to add, change or remove an engine.</summary>
internal abstract record EditOutcome
{
    private EditOutcome()
    {
    }

    public sealed record Done(string Id) : EditOutcome;

    public sealed record Invalid(FieldErrors Errors) : EditOutcome;

    public sealed record Unknown : EditOutcome;

    /// <param name="Setting">Where it is configured.</param>
    public sealed record IsConfigured(string Name, string Setting) : EditOutcome;

    public sealed record Removed(DateTimeOffset UndoUntil) : EditOutcome;
}

/// <summary>Adds, changes and removes the engines of the studio's directory. The workers hear of it by themselves.</summary>
internal sealed partial class EngineEditor(EngineDirectory directory, FleetReader fleets, TimeProvider time, ILogger<EngineEditor> logger)
{
    public async Task<EditOutcome> AddAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        var errors = EngineForm.Check(request);
        if (!errors.Any)
            await CheckAddressIsFreeAsync(request, exceptFor: null, errors, cancellationToken);
        if (errors.Any)
            return new EditOutcome.Invalid(errors);
        var engine = EngineOf(request, NewId(request.Name), time.GetUtcNow());
        await directory.AddAsync(engine, EngineForm.CredentialsOf(request) ?? new EngineCredentials(null, null, null), cancellationToken);
        LogAdded(engine.Id, engine.Address);
        return new EditOutcome.Done(engine.Id);
    }

    public async Task<EditOutcome> ChangeAsync(string id, EngineRequest request, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(id, cancellationToken) is not { LeavesAt: null } before)
            return await NotHereAsync(id, cancellationToken);
        var errors = EngineForm.Check(request);
        var credentials = EngineForm.CredentialsOf(request);
        if (!errors.Any && before.HasCredentials && credentials is null && ServerOf(EngineForm.AddressOf(request.Address)) != ServerOf(before.Address))
            errors.Add("token", $"The login was given for {ServerOf(before.Address)}: give it again for the new address, or clear it.");
        if (!errors.Any)
            await CheckAddressIsFreeAsync(request, exceptFor: id, errors, cancellationToken);
        if (errors.Any)
            return new EditOutcome.Invalid(errors);
        if (!await directory.ChangeAsync(EngineOf(request, id, before.AddedAt), credentials, cancellationToken))
            return new EditOutcome.Unknown();
        LogChanged(id);
        return new EditOutcome.Done(id);
    }

    public async Task<EditOutcome> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        if (await directory.RemoveAsync(id, cancellationToken) is not { } undoUntil)
            return await NotHereAsync(id, cancellationToken);
        LogRemoved(id);
        return new EditOutcome.Removed(undoUntil);
    }

    private async Task<EditOutcome> NotHereAsync(string id, CancellationToken cancellationToken) =>
        await fleets.FindAsync(id, cancellationToken) is { Snapshot: { FromStudio: false } engine }
            ? new EditOutcome.IsConfigured(engine.Name, engine.Setting ?? "Engines__…__Address")
            : new EditOutcome.Unknown();

    private async Task CheckAddressIsFreeAsync(EngineRequest request, string? exceptFor, FieldErrors errors, CancellationToken cancellationToken)
    {
        var address = EngineForm.AddressOf(request.Address);
        var fleet = await fleets.ReadAsync(cancellationToken);
        if (fleet.Engines.FirstOrDefault(engine => engine.Id != exceptFor && engine.Snapshot.Address == address) is { } other)
            errors.Add("address", $"{other.Name} is at this address already.");
    }

    private static StudioEngine EngineOf(EngineRequest request, string id, DateTimeOffset addedAt) => new()
    {
        Id = id,
        Name = request.Name.Trim(),
        Address = EngineForm.AddressOf(request.Address),
        Tags = EngineForm.TagsOf(request),
        Weight = EngineForm.WeightOf(request),
        AddedAt = addedAt,
    };

    /// <summary>Readable in jobs and sidecars, and never that of an engine before it.</summary>
    private string NewId(string name)
    {
        var words = string.Concat(NotInAnId.Replace(name.Trim().ToLowerInvariant(), "-").Trim('-').Take(40)).Trim('-');
        return $"{(words.Length > 0 ? words : "engine")}-{Guid.CreateVersion7(time.GetUtcNow()).ToString("N")[^6..]}";
    }

    private static string ServerOf(string address) => new Uri(address).GetLeftPart(UriPartial.Authority);

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotInAnId { get; }

    [LoggerMessage(LogLevel.Information, "Engine {EngineId} at {Address} was added")]
    private partial void LogAdded(string engineId, string address);

    [LoggerMessage(LogLevel.Information, "Engine {EngineId} was changed")]
    private partial void LogChanged(string engineId);

    [LoggerMessage(LogLevel.Information, "Engine {EngineId} was removed")]
    private partial void LogRemoved(string engineId);
}
