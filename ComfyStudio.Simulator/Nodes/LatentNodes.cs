using ComfyStudio.Simulator.Painting;
using static ComfyStudio.Simulator.Nodes.NodeLibrary;

namespace ComfyStudio.Simulator.Nodes;

internal sealed class LatentNodes(Painter painter, ModelMemory memory) : INodeFamily
{
    public IEnumerable<KeyValuePair<string, NodeFunction>> Nodes =>
    [
        Node("EmptyLatentImage", Empty),
        Node("EmptySD3LatentImage", Empty),
        Node("VAEDecode", Decode),
        Node("VAEDecodeTiled", Decode),
        Node("VAEEncode", call => NodeResult.Of(Encode(call.Take<Images>("pixels")))),
        Node("VAEEncodeForInpaint", call => NodeResult.Of(Encode(call.Take<Images>("pixels")) with { Mask = call.Take<Mask>("mask") })),
        Node("SetLatentNoiseMask", call => NodeResult.Of(call.Take<Latent>("samples") with { Mask = call.Take<Mask>("mask") })),
        Node("RepeatLatentBatch", Repeat),
        Node("LatentUpscale", call => Upscale(call, call.Whole("width"), call.Whole("height"))),
        Node("LatentUpscaleBy", UpscaleBy),
    ];

    private NodeResult Empty(NodeCall call)
    {
        var (width, height, count) = (call.Whole("width"), call.Whole("height"), call.Whole("batch_size", 1));
        memory.Reserve((long)width * height * count);
        return NodeResult.Of(new Latent(Whole8(width), Whole8(height), [.. Enumerable.Repeat(new LatentImage(), count)]));
    }

    private async Task<NodeResult> Decode(NodeCall call, CancellationToken cancellationToken)
    {
        var latent = call.Take<Latent>("samples");
        call.Take<Vae>("vae");
        // Painting takes a few hundred milliseconds of one core: off the loop that serves requests.
        return await Task.Run(() => NodeResult.Of(new Images([.. latent.Images.Select(image => Decode(latent, image))])), cancellationToken);
    }

    private Picture Decode(Latent latent, LatentImage image) =>
        image.Plan is { } plan ? painter.Paint(plan)
        : image.Source is { } source ? PictureScaling.Resize(source, latent.Width, latent.Height)
        : Picture.Filled(latent.Width, latent.Height, 128, 128, 128);

    private static Latent Encode(Images images)
    {
        var (width, height) = (Whole8(images.Width), Whole8(images.Height));
        return new Latent(width, height, [.. images.Pictures.Select(
            picture => new LatentImage(Source: PictureScaling.Resize(picture, width, height)))]);
    }

    private static NodeResult Repeat(NodeCall call)
    {
        var latent = call.Take<Latent>("samples");
        return NodeResult.Of(latent with { Images = [.. Enumerable.Repeat(latent.Images, call.Whole("amount", 1)).SelectMany(x => x)] });
    }

    private static NodeResult UpscaleBy(NodeCall call)
    {
        var latent = call.Take<Latent>("samples");
        var factor = call.Number("scale_by", 1.5);
        return Upscale(call, (int)Math.Round(latent.Width * factor), (int)Math.Round(latent.Height * factor));
    }

    private static NodeResult Upscale(NodeCall call, int width, int height)
    {
        var latent = call.Take<Latent>("samples");
        if (width == 0 && height == 0)
            return NodeResult.Of(latent);
        var (w, h) = (width, height) switch
        {
            (0, _) => (latent.Width * height / latent.Height, height),
            (_, 0) => (width, latent.Height * width / latent.Width),
            _ => (width, height),
        };
        return NodeResult.Of(latent with
        {
            Width = Whole8(w),
            Height = Whole8(h),
            Images = [.. latent.Images.Select(image => Resized(image, Whole8(w), Whole8(h)))],
        });
    }

    private static LatentImage Resized(LatentImage image, int width, int height) => new(
        image.Plan is null ? null : image.Plan with { Width = width, Height = height },
        image.Source is null ? null : PictureScaling.Resize(image.Source, width, height));

    // A latent has one cell for every 8 × 8 pixels.
    private static int Whole8(int pixels) => Math.Max(8, pixels / 8 * 8);
}
