using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Simulator;

/// <summary>The knobs of the simulated machine.</summary>
public sealed class SimulatorOptions
{
    public const string Section = "Simulator";

    /// <summary>Time of one sampler step at 1024 × 1024 or less; larger pictures take longer by their area.</summary>
    [Range(0, 60_000)]
    public double MillisecondsPerStep { get; set; } = 60;

    /// <summary>Time until a checkpoint of 6 GiB is in memory, the first time; others take their share. One that still lies in VRAM costs next to nothing.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ModelLoad { get; set; } = TimeSpan.FromSeconds(1.2);

    /// <summary>Memory of the pretended card. Pictures that would not fit fail as they do on a real one.</summary>
    [Range(1L << 30, 1L << 42)]
    public long VramBytes { get; set; } = 16L << 30;

    /// <summary>Where <c>output</c>, <c>input</c> and <c>temp</c> lie. Empty: a folder of its own under the user's data folder.</summary>
    public string OutputFolder { get; set; } = "";

    [Range(1024L, 1L << 40)]
    public long MaxUploadBytes { get; set; } = 104_857_600;

    /// <summary>Chance of the timing: the same value gives the same little delays.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>How far the time of a step strays from its mean, as a share of it.</summary>
    [Range(0, 1)]
    public double Jitter { get; set; } = 0.08;

    /// <summary>As <c>--preview-method</c>: <c>none</c>, <c>auto</c>, <c>latent2rgb</c> or <c>taesd</c>; a prompt may ask for another.</summary>
    [RegularExpression("none|auto|latent2rgb|taesd")]
    public string PreviewMethod { get; set; } = "none";

    /// <summary>Ended prompts it remembers; the oldest go first.</summary>
    [Range(1, 10_000)]
    public int HistoryLimit { get; set; } = 10_000;

    /// <summary>Model files by folder (<c>checkpoints</c>, <c>loras</c>, …). A folder named here replaces the built-in list.</summary>
    public Dictionary<string, string[]> Models { get; set; } = [];
}

[OptionsValidator]
internal sealed partial class SimulatorOptionsValidator : IValidateOptions<SimulatorOptions>;

internal static class SimulatorOptionsExtensions
{
    public static void AddSimulatorOptions(this WebApplicationBuilder builder, Action<SimulatorOptions>? configure)
    {
        var options = builder.Services.AddOptions<SimulatorOptions>().BindConfiguration(SimulatorOptions.Section);
        if (configure is not null)
            options.Configure(configure);
        options.ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SimulatorOptions>, SimulatorOptionsValidator>();
    }
}
