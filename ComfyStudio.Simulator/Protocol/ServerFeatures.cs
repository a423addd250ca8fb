using Microsoft.Extensions.Options;

namespace ComfyStudio.Simulator.Protocol;

/// <summary>What /features and the socket's negotiation say about this server.</summary>
internal sealed class ServerFeatures(IOptions<SimulatorOptions> options)
{
    public Fields Describe() => new()
    {
        { "supports_preview_metadata", true }, { "supports_model_type_tags", true }, { "max_upload_size", options.Value.MaxUploadBytes },
        { "extension", new Fields { { "manager", new Fields { { "supports_v4", true } } } } },
        { "node_replacements", true }, { "assets", false },
    };
}
