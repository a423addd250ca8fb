using ComfyStudio.Simulator.Painting;
using static ComfyStudio.Simulator.Nodes.NodeLibrary;

namespace ComfyStudio.Simulator.Nodes;

internal sealed class LoaderNodes(ModelMemory memory, ImageFolders folders) : INodeFamily
{
    public IEnumerable<KeyValuePair<string, NodeFunction>> Nodes =>
    [
        Node("CheckpointLoaderSimple", LoadCheckpoint),
        Node("UNETLoader", LoadDiffusionModel),
        Node("VAELoader", call => NodeResult.Of(new Vae(call.Text("vae_name")))),
        Node("CLIPLoader", call => NodeResult.Of(new Clip(call.Text("clip_name")))),
        Node("DualCLIPLoader", call => NodeResult.Of(new Clip(call.Text("clip_name1")))),
        Node("LoraLoader", call => NodeResult.Of(WithLora(call), call.Take<Clip>("clip"))),
        Node("LoraLoaderModelOnly", call => NodeResult.Of(WithLora(call))),
        Node("ControlNetLoader", call => NodeResult.Of(new Opaque("CONTROL_NET", call.Text("control_net_name")))),
        Node("UpscaleModelLoader", call => NodeResult.Of(new Opaque("UPSCALE_MODEL", call.Text("model_name")))),
        Node("CLIPVisionLoader", call => NodeResult.Of(new Opaque("CLIP_VISION"))),
        Node("StyleModelLoader", call => NodeResult.Of(new Opaque("STYLE_MODEL"))),
        Node("ModelSamplingFlux", call => NodeResult.Of(call.Take<Model>("model"))),
        Node("ModelSamplingSD3", call => NodeResult.Of(call.Take<Model>("model"))),
        Node("LoadImage", LoadImage),
        Node("LoadImageMask", LoadImageMask),
    ];

    private async Task<NodeResult> LoadCheckpoint(NodeCall call, CancellationToken cancellationToken)
    {
        var name = call.Text("ckpt_name");
        await memory.LoadAsync(name, cancellationToken);
        return NodeResult.Of(new Model(name, []), new Clip(name), new Vae(name));
    }

    private async Task<NodeResult> LoadDiffusionModel(NodeCall call, CancellationToken cancellationToken)
    {
        var name = call.Text("unet_name");
        await memory.LoadAsync(name, cancellationToken);
        return NodeResult.Of(new Model(name, []));
    }

    private static Model WithLora(NodeCall call)
    {
        var model = call.Take<Model>("model");
        return call.Number("strength_model", 1) == 0 ? model : model with { Loras = [.. model.Loras, call.Text("lora_name")] };
    }

    private async Task<NodeResult> LoadImage(NodeCall call, CancellationToken cancellationToken)
    {
        var (picture, alpha) = await ReadAsync(call, cancellationToken);
        return NodeResult.Of(new Images([picture]), ToMask(picture, alpha));
    }

    private async Task<NodeResult> LoadImageMask(NodeCall call, CancellationToken cancellationToken)
    {
        var (picture, alpha) = await ReadAsync(call, cancellationToken);
        return NodeResult.Of(call.Text("channel") switch
        {
            "red" => Channel(picture, 0),
            "green" => Channel(picture, 1),
            "blue" => Channel(picture, 2),
            _ => ToMask(picture, alpha),
        });
    }

    private async Task<(Picture Picture, byte[]? Alpha)> ReadAsync(NodeCall call, CancellationToken cancellationToken)
    {
        var path = folders.FindInput(call.Text("image"))
            ?? throw new NodeFailure("FileNotFoundError", $"[Errno 2] No such file or directory: '{call.Text("image")}'");
        return PngReader.Read(await File.ReadAllBytesAsync(path, cancellationToken));
    }

    // Transparent is what the mask selects; a picture without transparency has the small empty mask that ComfyUI gives it.
    private static Mask ToMask(Picture picture, byte[]? alpha) => alpha is null
        ? new Mask(64, 64, new float[64 * 64])
        : new Mask(picture.Width, picture.Height, [.. alpha.Select(value => 1 - (value / 255f))]);

    private static Mask Channel(Picture picture, int channel)
    {
        var values = new float[picture.Width * picture.Height];
        for (var i = 0; i < values.Length; i++)
            values[i] = picture.Rgb[(i * 3) + channel] / 255f;
        return new Mask(picture.Width, picture.Height, values);
    }
}
