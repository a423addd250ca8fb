namespace ComfyStudio.ComfyUI.Tests.Contract;

/// <summary>The contract against the ComfyUI that COMFYUI_URL names (the first, if it names several).</summary>
public sealed class RealServerTests : EngineContract
{
    protected override ValueTask<ComfyUIAddress> StartAsync()
    {
        var url = Environment.GetEnvironmentVariable("COMFYUI_URL");
        Assert.SkipUnless(!string.IsNullOrWhiteSpace(url), "Set COMFYUI_URL to run the contract against a real ComfyUI.");
        var first = url!.Split(',', 2)[0].Trim();
        var address = first[(first.IndexOf("http", StringComparison.OrdinalIgnoreCase))..];
        return ValueTask.FromResult(
            new ComfyUIAddress(new Uri(address)) { BearerToken = Environment.GetEnvironmentVariable("COMFYUI_TOKEN") });
    }

    protected override ValueTask StopAsync() => ValueTask.CompletedTask;
}
