using ComfyStudio.Jobs;
using ComfyStudio.Worker.Scheduling;

namespace ComfyStudio.Worker.Dispatching;

/// <summary>Whether an engine can serve a class of jobs, and how it spells the models that the class names.</summary>
internal static class EngineFit
{
    public static bool Serves(EngineStanding engine, JobRequirements requirements) =>
        Serves(engine.Id, engine.Tags, engine.Catalog, requirements);

    public static bool Serves(string engineId, IReadOnlyList<string> tags, EngineCatalog catalog, JobRequirements requirements) =>
        requirements.EngineId is { } asked
            // Asked for by name, or to be settled here: the engine itself says what is missing, in its own words.
            ? asked == engineId
            : (requirements.Tag is null || tags.Contains(requirements.Tag, StringComparer.OrdinalIgnoreCase))
                && HasNodes(catalog, requirements.Nodes) && requirements.Models.All(model => FindModel(catalog, model) is not null);

    /// <summary>The engine's own spelling of <c>folder/name</c>: Windows lists models with '\', everybody else with '/'.</summary>
    public static string? FindModel(EngineCatalog catalog, string model)
    {
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !catalog.Models.TryGetValue(model[..slash], out var names))
            return null;
        var wanted = Unified(model[(slash + 1)..]);
        return names.FirstOrDefault(name => Unified(name) == wanted);
    }

    private static bool HasNodes(EngineCatalog catalog, IReadOnlyList<string> nodes) =>
        nodes.All(node => IndexOf(catalog.Nodes, node) >= 0);

    /// <summary>The catalogue's nodes are sorted.</summary>
    private static int IndexOf(IReadOnlyList<string> sorted, string node)
    {
        var (low, high) = (0, sorted.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(sorted[middle], node);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return -1;
    }

    private static string Unified(string name) => name.Replace('\\', '/');
}
