using System.Diagnostics;
using System.Globalization;
using ComfyStudio.Thumbnailer.Thumbnails;
using ComfyStudio.Thumbnailer.Vips;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Bench.Thumbs;

/// <summary>This program once more, as a process of its own, with nothing in it but the renderer of the Thumbnailer.</summary>
internal static class OwnWorker
{
    public const string Name = "thumbs-worker";

    public static Func<string, ProcessStartInfo> Command(ThumbsPlan plan, string pictures) => to =>
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!);
        foreach (var argument in Arguments(plan, pictures, to))
            start.ArgumentList.Add(argument);

        // As the Thumbnailer is configured.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    };

    /// <param name="arguments">Those of <see cref="Command"/>, without the name.</param>
    public static int Run(IReadOnlyList<string> arguments)
    {
        var (from, to) = (arguments[0], arguments[1]);
        var numbers = arguments.Skip(2).Select(argument => int.Parse(argument, CultureInfo.InvariantCulture)).ToArray();
        VipsLibrary.Load(Environment.GetEnvironmentVariable("Vips__Library"), AppContext.BaseDirectory);
        var renderer = new ThumbnailRenderer(Options.Create(new ThumbnailOptions { Quality = numbers[2], Effort = numbers[3] }));
        var files = Directory.GetFiles(from).Order(StringComparer.Ordinal).ToList();
        MakeAll(files.Take(ThumbsPlan.WarmUps));
        Console.WriteLine("ready");
        Console.ReadLine();
        MakeAll(files);
        Console.WriteLine("done");
        Console.ReadLine();
        return 0;

        void MakeAll(IEnumerable<string> some) =>
            Parallel.ForEach(some, new ParallelOptions { MaxDegreeOfParallelism = numbers[0] }, file =>
            {
                using var bytes = FileBytes.Read(file);
                File.WriteAllBytes(Path.Join(to, Path.GetFileNameWithoutExtension(file) + ".webp"), renderer.Render(bytes.Memory, [numbers[1]])[numbers[1]]);
            });
    }

    private static IEnumerable<string> Arguments(ThumbsPlan plan, string pictures, string to)
    {
        // Started by the runtime's own program, a process is asked for its assembly first.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            yield return typeof(OwnWorker).Assembly.Location;
        yield return Name;
        yield return pictures;
        yield return to;
        foreach (var number in new[] { plan.Threads, plan.Side, plan.Quality, plan.Effort })
            yield return number.ToString(CultureInfo.InvariantCulture);
    }
}
