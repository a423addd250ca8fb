using System.Globalization;
using ComfyStudio.Simulator.Painting;
using static ComfyStudio.Simulator.Nodes.NodeLibrary;

namespace ComfyStudio.Simulator.Nodes;

internal sealed class ImageNodes(ModelMemory memory) : INodeFamily
{
    public IEnumerable<KeyValuePair<string, NodeFunction>> Nodes =>
    [
        Node("EmptyImage", Empty),
        Node("SolidMask", call => NodeResult.Of(Solid(call))),
        Node("InvertMask", call => NodeResult.Of(Invert(call.Take<Mask>("mask")))),
        Node("GrowMask", call => NodeResult.Of(MaskGrowing.Grow(call.Take<Mask>("mask"), call.Whole("expand"), call.Text("tapered_corners", "true") == "true"))),
        Node("ImageScale", call => Scale(call, call.Whole("width"), call.Whole("height"))),
        Node("ImageScaleBy", call => ScaleBy(call, call.Number("scale_by", 1))),
        Node("ImageScaleToTotalPixels", ScaleToTotalPixels),
        Node("ImageUpscaleWithModel", call => ScaleBy(call, ModelFactor(call))),
        Node("ImageInvert", call => Map(call, "image", PictureBlending.Invert)),
        Node("ImageCrop", call => Map(call, "image", picture => picture.Crop(
            call.Whole("x"), call.Whole("y"), call.Whole("width"), call.Whole("height")))),
        Node("ImageBatch", Batch),
        Node("ImageBlend", Blend),
        Node("GetImageSize", Measure),
    ];

    private NodeResult Empty(NodeCall call)
    {
        var (width, height, count, color) = (call.Whole("width"), call.Whole("height"), call.Whole("batch_size", 1), call.Whole("color"));
        memory.Reserve((long)width * height * count);
        var picture = Picture.Filled(width, height, (byte)(color >> 16), (byte)(color >> 8), (byte)color);
        return NodeResult.Of(new Images([.. Enumerable.Repeat(picture, count)]));
    }

    private static Mask Solid(NodeCall call)
    {
        var (width, height) = (call.Whole("width"), call.Whole("height"));
        var values = new float[width * height];
        Array.Fill(values, (float)call.Number("value", 1));
        return new Mask(width, height, values);
    }

    private static Mask Invert(Mask mask) => mask with { Values = [.. mask.Values.Select(value => 1 - value)] };

    private static NodeResult Map(NodeCall call, string input, Func<Picture, Picture> change) =>
        NodeResult.Of(new Images([.. call.Take<Images>(input).Pictures.Select(change)]));

    private static NodeResult Scale(NodeCall call, int width, int height)
    {
        var images = call.Take<Images>("image");
        if (width == 0 && height == 0)
            return NodeResult.Of(images);
        var w = width == 0 ? Math.Max(1, images.Width * height / images.Height) : width;
        var h = height == 0 ? Math.Max(1, images.Height * width / images.Width) : height;
        var isCropped = call.Text("crop") == "center";
        return Map(call, "image", picture => PictureScaling.Resize(isCropped ? picture.CropToAspect(w, h) : picture, w, h));
    }

    private static NodeResult ScaleBy(NodeCall call, double factor) => Map(call, "image", picture => PictureScaling.Resize(
        picture, Math.Max(1, (int)Math.Round(picture.Width * factor)), Math.Max(1, (int)Math.Round(picture.Height * factor))));

    private static NodeResult ScaleToTotalPixels(NodeCall call)
    {
        var images = call.Take<Images>("image");
        return ScaleBy(call, Math.Sqrt(call.Number("megapixels", 1) * 1024 * 1024 / ((double)images.Width * images.Height)));
    }

    private static int ModelFactor(NodeCall call) =>
        call.Take<Opaque>("upscale_model").Name.Contains("2x", StringComparison.OrdinalIgnoreCase) ? 2 : 4;

    private static NodeResult Batch(NodeCall call)
    {
        var (first, second) = (call.Take<Images>("image1"), call.Take<Images>("image2"));
        return NodeResult.Of(new Images(
            [.. first.Pictures, .. second.Pictures.Select(picture => PictureScaling.Resize(picture, first.Width, first.Height))]));
    }

    private static NodeResult Blend(NodeCall call)
    {
        var (first, second) = (call.Take<Images>("image1"), call.Take<Images>("image2"));
        var (factor, mode) = ((float)call.Number("blend_factor", 0.5), call.Text("blend_mode"));
        return NodeResult.Of(new Images([.. first.Pictures.Select((picture, index) => PictureBlending.Blend(
            picture, PictureScaling.Resize(second.Pictures[index % second.Pictures.Count], picture.Width, picture.Height), factor, mode))]));
    }

    private static NodeResult Measure(NodeCall call)
    {
        var images = call.Take<Images>("image");
        var count = images.Pictures.Count;
        call.Stage.Say(string.Create(
            CultureInfo.InvariantCulture, $"width: {images.Width}, height: {images.Height}\n batch size: {count}"));
        return NodeResult.Of(Number(images.Width), Number(images.Height), Number(count));
    }

    private static System.Text.Json.Nodes.JsonValue Number(int value) => System.Text.Json.Nodes.JsonValue.Create(value);
}
