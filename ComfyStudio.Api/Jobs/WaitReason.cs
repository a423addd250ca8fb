using System.Globalization;
using ComfyStudio.Api.Engines;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Jobs;

/// <summary>Why a queued job does not run yet: the first reason that applies, from the one it cannot get past to the one that passes by itself.</summary>
internal static class WaitReason
{
    public static string Of(Job job, long? position, Fleet fleet, DateTimeOffset now) =>
        AwaitedRetry(job, now) ?? AwaitedEngine(job, fleet) ?? MissingThing(job, fleet) ?? AwaitedTurn(position);

    private static string? AwaitedRetry(Job job, DateTimeOffset now)
    {
        if (job.NotBefore is not { } notBefore || notBefore <= now)
            return null;
        var seconds = Math.Ceiling((notBefore - now).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return job.Failures is [.., var last] ? $"Retries in {seconds} s after: {last.Message}" : $"Starts in {seconds} s";
    }

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
        return Missing(job.Spec.Requirements.Models, DescribeModel, allowed, (engine, path) => engine.HasModel(path))
            ?? Missing(job.Spec.Requirements.Nodes, node => $"node '{node}'", allowed, (engine, node) => engine.HasNode(node))
            ?? (allowed.Any(engine => engine.IsReachable && CanRun(engine, job.Spec.Requirements)) ? null : "No single engine has everything it needs");
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

    private static bool CanRun(FleetEngine engine, JobRequirements needs) => needs.Models.All(engine.HasModel) && needs.Nodes.All(engine.HasNode);

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
