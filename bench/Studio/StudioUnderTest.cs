using System.Globalization;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.Bench.Studio;

/// <summary>How the studio is started for a bench: as shipped, but for the templates and the speed of the pretended card.</summary>
internal static class StudioUnderTest
{
    public static StudioSetup Setup(double millisecondsPerStep, int workers = 1) => new()
    {
        Workers = workers,
        Settings = new Dictionary<string, string>
        {
            ["Templates__Folder"] = SampleGraph.Folder,
            ["Simulator__MillisecondsPerStep"] = millisecondsPerStep.ToString(CultureInfo.InvariantCulture),
        },
    };
}
