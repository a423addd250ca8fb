using ComfyStudio.Testing.Processes;

namespace ComfyStudio.KillMatrix.Tests.Studio;

/// <summary>Settings under which a death is noticed and mended in a second or two.</summary>
internal static class Quick
{
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Jobs__LeaseDuration"] = "00:00:02.500",
        ["Jobs__PollInterval"] = "00:00:00.200",
        ["Jobs__CallTimeout"] = "00:00:02",
        ["EngineWatch__HealthInterval"] = "00:00:00.300",
        ["EngineWatch__FirstPause"] = "00:00:00.050",
        ["EngineWatch__LongestPause"] = "00:00:00.500",
        ["EngineWatch__OwnershipDuration"] = "00:00:01.500",
        ["Dispatching__PollInterval"] = "00:00:00.200",
        ["Running__Silence"] = "00:00:00.500",
        ["Running__SilenceWithoutSocket"] = "00:00:00.200",
        ["Running__SettleGrace"] = "00:00:00.300",
        ["Images__SweepInterval"] = "00:00:01",
        ["Images__TemporaryFileLife"] = "00:00:01",
    };

    public static StudioSetup Setup { get; } = new() { Settings = Settings };

    public static StudioSetup With(params (string Key, string Value)[] settings) => Setup with
    {
        Settings = new Dictionary<string, string>([.. Settings, .. settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))]),
    };
}
