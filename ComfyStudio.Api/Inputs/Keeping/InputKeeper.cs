using ComfyStudio.Api.Workflows.Own;
using ComfyStudio.Images;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Inputs.Keeping;

/// <summary>
/// Removes uploads that were not used for long and that nothing names. Everything is read for that, so only when there are such, and what turns out
/// to be named is not asked about again for as long.
/// </summary>
internal sealed partial class InputKeeper(
    InputFiles files, InputUses uses, InputUsesInQueue inQueue, OwnTemplates templates, IOptions<InputOptions> options, TimeProvider time, ILogger<InputKeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not at the start, when the gallery is read.
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogKept(exception);
            }
        }
    }

    /// <summary>Removes nothing when anything that may name an upload cannot be read.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().AddDays(-options.Value.KeepDays);
        var unused = files.ListUnused(since);
        if (unused.Count == 0)
            return;

        var named = await ReadUsesAsync(cancellationToken);
        foreach (var file in unused)
        {
            if (named.Contains(Path.GetFileNameWithoutExtension(file)))
                files.NoteUse(file);
            else if (files.RemoveUnused(file, since))
                LogRemoved(file);
        }
    }

    private async Task<HashSet<string>> ReadUsesAsync(CancellationToken cancellationToken)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        string[] ownTemplates = Directory.Exists(templates.Folder) ? [templates.Folder] : [];
        // The queue first: a job that ends meanwhile is in the files before they are read.
        await foreach (var id in inQueue.ReadAsync(cancellationToken))
            named.Add(id);
        named.UnionWith(uses.Read(ownTemplates, cancellationToken));
        return named;
    }

    [LoggerMessage(LogLevel.Information, "The upload {File} was removed: nothing names it any more")]
    private partial void LogRemoved(string file);

    [LoggerMessage(LogLevel.Warning, "Not all that may name an upload can be read, so all of them stay; looking again in an hour")]
    private partial void LogKept(Exception exception);
}
