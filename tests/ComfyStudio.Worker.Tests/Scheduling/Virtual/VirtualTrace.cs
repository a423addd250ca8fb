namespace ComfyStudio.Worker.Tests.Scheduling.Virtual;

/// <summary>A day in a studio, told again the same for the same seed: who asks for what, and when.</summary>
internal static class VirtualTrace
{
    public static IReadOnlyList<VirtualJob> Mixed(int seed, int count, int engines)
    {
        var random = new Random(seed);
        var requests = new List<(string Owner, VirtualModel Model, int Images, TimeSpan At)>();
        while (requests.Sum(request => request.Images) < count)
            requests.Add(Request(random));
        return [.. requests.OrderBy(request => request.At).SelectMany(request => Jobs(request, random, engines)).Take(count).Select((job, number) => job with { Number = number })];
    }

    /// <summary>Arrivals within an hour: more than the engines can do at once, less than would never end.</summary>
    private static (string Owner, VirtualModel Model, int Images, TimeSpan At) Request(Random random)
    {
        var at = TimeSpan.FromMinutes(15 * random.NextDouble());
        return random.Next(10) switch
        {
            0 => ("batches", Any(random), random.Next(20, 41), at),
            1 or 2 => ("sets", Any(random), random.Next(4, 9), at),
            3 or 4 or 5 => ("wanders", Any(random), 1, at),
            6 or 7 => ("stays", VirtualModel.All[2], random.Next(1, 4), at),
            8 => ("flux", VirtualModel.All[4 + random.Next(2)], random.Next(1, 5), at),
            _ => ("rare", Any(random), 1, at),
        };
    }

    private static IEnumerable<VirtualJob> Jobs((string Owner, VirtualModel Model, int Images, TimeSpan At) request, Random random, int engines)
    {
        var steps = random.Next(20, 36);
        var priority = random.Next(12) == 0 ? 2 : 5;
        var pinned = random.Next(15) == 0 ? $"engine-{1 + random.Next(engines)}" : null;
        return Enumerable.Range(0, request.Images).Select(_ =>
            new VirtualJob(0, request.Owner, request.Model, request.At) { Steps = steps, Priority = priority, PinnedTo = pinned });
    }

    private static VirtualModel Any(Random random) => VirtualModel.All[random.Next(VirtualModel.All.Count)];
}
