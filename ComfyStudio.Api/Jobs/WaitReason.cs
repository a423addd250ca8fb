using System.Globalization;
using ComfyStudio.Api.Engines;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs;

/// <summary>Why a queued job does not run yet: the first reason that applies, from the one it cannot get past to the one that passes by itself.</summary>
internal static class WaitReason
{
    public static string Of(Job job, long? position, Moment moment) =>
        AwaitedRetry(job, moment.Now) ?? AwaitedResume(job, moment.Pauses) ?? AwaitedEngine(job, moment.Fleet) ?? MissingThing(job, moment.Fleet)
        ?? AwaitedMode(job, moment.Fleet) ?? BetterPlace(job, moment.Fleet) ?? AwaitedTurn(position);

    private static string? AwaitedRetry(Job job, DateTimeOffset now)
    {
        if (job.NotBefore is not { } notBefore || notBefore <= now)
            return null;
        var seconds = Math.Ceiling((notBefore - now).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return job.Failures is [.., var last] ? $"Retries in {seconds} s after: {last.Message}" : $"Starts in {seconds} s";
    }

    private static string? AwaitedResume(Job job, Pauses pauses) =>
        pauses.Everything ? "The queue is paused" : job.Held ? "Its generation is paused" : null;

    private static string? AwaitedEngine(Job job, Fleet fleet)
    {
        if (job.Spec.Requirements.EngineId is not { } id)
            return fleet.Engines.Count == 0 ? "No engine is set up yet" : fleet.IsReachable ? null : "All engines are away";
        return fleet.Find(id) switch
        {
            null => $"The engine '{id}' it was meant for is not set up any more",
            { IsReachable: false } engine => $"{engine.Name} is away",
            _ => null,
        };
    }

    private static string? MissingThing(Job job, Fleet fleet)
    {
        var allowed = fleet.Engines.Where(engine => job.Spec.Requirements.EngineId is not { } id || engine.Id == id).ToList();
        if (!allowed.Any(engine => engine.HasTag(job.Spec.Requirements.Tag)))
            return $"No engine has the tag '{job.Spec.Requirements.Tag}'";
        return Missing(job.Spec.Requirements.Models, DescribeModel, allowed, (engine, path) => engine.HasModel(path))
            ?? Missing(job.Spec.Requirements.Nodes, node => $"node '{node}'", allowed, (engine, node) => engine.HasNode(node))
            ?? (allowed.Any(engine => engine.IsReachable && engine.CanRun(job.Spec.Requirements)) ? null : "No single engine has everything it needs");
    }

    private static string? Missing(IReadOnlyList<string> needs, Func<string, string> describe, List<FleetEngine> engines, Func<FleetEngine, string, bool> has)
    {
        foreach (var need in needs.Where(need => !engines.Any(engine => engine.IsReachable && has(engine, need))))
        {
            return engines.FirstOrDefault(engine => engine.Catalog is not null && has(engine, need)) is { } away
                ? $"Only {away.Name} has the {describe(need)}, which is away"
                : $"No engine has the {describe(need)}";
        }

        return null;
    }

    /// <summary>All that could take it are paused or drained.</summary>
    private static string? AwaitedMode(Job job, Fleet fleet)
    {
        var able = fleet.Engines.Where(engine => engine.IsReachable && engine.CanRun(job.Spec.Requirements)).ToList();
        if (able.Any(engine => engine.TakesJobs))
            return null;
        return able is [var only]
            ? $"{only.Name} {(only.Snapshot.Mode is EngineMode.Draining ? "takes no new jobs: it is being drained" : "is paused")}"
            : "All engines that could take it are paused";
    }

    /// <summary>An engine that could take it now expects another one to be done with it sooner, and says so.</summary>
    private static string? BetterPlace(Job job, Fleet fleet)
    {
        var classKey = job.Spec.Requirements.ClassKey();
        var left = fleet.Engines.Where(engine => engine.TakesJobs).SelectMany(engine => engine.Snapshot.Left)
            .FirstOrDefault(work => work.ClassKey == classKey && work.Owner == job.Spec.Owner);
        return left is null ? null : $"Left to {left.To}: {left.Reason}";
    }

    private static string DescribeModel(string path) => path.Split('/', 2) switch
    {
        ["checkpoints", var name] => $"checkpoint {name}",
        ["loras", var name] => $"LoRA {name}",
        ["vae", var name] => $"VAE {name}",
        [var folder, var name] => $"model {name} ({folder})",
        _ => $"model {path}",
    };

    private static string AwaitedTurn(long? position) => position switch
    {
        null or 0 => "Next in line",
        1 => "Waits behind 1 job",
        var count => $"Waits behind {count} jobs",
    };
}
