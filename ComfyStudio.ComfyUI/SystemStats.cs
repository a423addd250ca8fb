namespace ComfyStudio.ComfyUI;

/// <param name="Version">ComfyUI's, for example <c>0.33.0</c>; <c>unknown</c> when it does not say.</param>
/// <param name="Arguments">The engine's command line. May hold paths.</param>
public sealed record SystemStats(
    string Version, string Os, string? Python, string? PyTorch, IReadOnlyList<string> Arguments, IReadOnlyList<DeviceStats> Devices);

/// <param name="Type">For example <c>cuda</c> or <c>cpu</c>.</param>
/// <param name="Index">Null for the CPU.</param>
/// <param name="VramTotal">Bytes.</param>
/// <param name="VramFree">Bytes.</param>
public sealed record DeviceStats(string Name, string Type, int? Index, long VramTotal, long VramFree);
