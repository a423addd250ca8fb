using System.Text.Json;

namespace ComfyStudio.ComfyUI.Wire;

internal static class StatsReader
{
    /// <summary>Null when the answer is not that of a ComfyUI.</summary>
    public static SystemStats? Read(JsonElement stats)
    {
        var system = stats.Find("system");
        if (system.ValueKind is not JsonValueKind.Object)
            return null;
        return new SystemStats(
            system.Text("comfyui_version") ?? "unknown",
            system.Text("os") ?? "unknown",
            system.Text("python_version"),
            system.Text("pytorch_version"),
            system.Find("argv").Labels(),
            [.. stats.Find("devices").Items().Select(ReadDevice)]);
    }

    private static DeviceStats ReadDevice(JsonElement device) => new(
        device.Text("name") ?? "",
        device.Text("type") ?? "",
        (int?)device.Integer("index"),
        device.Integer("vram_total") ?? 0,
        device.Integer("vram_free") ?? 0);
}
