using ComfyStudio.Simulator.Painting;
using static ComfyStudio.Simulator.Nodes.NodeLibrary;

namespace ComfyStudio.Simulator.Nodes;

/// <summary>The nodes that take their time. They only plan the picture; it is painted when it is decoded.</summary>
internal sealed class SamplingNodes(Painter painter, Pace pace, ModelMemory memory) : INodeFamily
{
    private const int PreviewSide = 512;
    private const int SketchSide = 128;

    public IEnumerable<KeyValuePair<string, NodeFunction>> Nodes =>
    [
        Node("KSampler", KSampler),
        Node("KSamplerAdvanced", KSamplerAdvanced),
        Node("SamplerCustomAdvanced", SamplerCustomAdvanced),
        Node("RandomNoise", call => NodeResult.Of(new Noise(call.Seed("noise_seed")))),
        Node("KSamplerSelect", call => NodeResult.Of(new Sampler(call.Text("sampler_name")))),
        Node("BasicScheduler", call => NodeResult.Of(new Sigmas(call.Whole("steps"), call.Number("denoise", 1)))),
        Node("BasicGuider", call => NodeResult.Of(
            new Guider(call.Take<Model>("model"), call.Take<Conditioning>("conditioning"), new Conditioning(""), 1))),
        Node("CFGGuider", call => NodeResult.Of(new Guider(
            call.Take<Model>("model"), call.Take<Conditioning>("positive"), call.Take<Conditioning>("negative"), call.Number("cfg")))),
    ];

    private async Task<NodeResult> KSampler(NodeCall call, CancellationToken cancellationToken)
    {
        var steps = call.Whole("steps");
        var denoise = call.Number("denoise", 1);
        return NodeResult.Of(await SampleAsync(call, GuiderOf(call), call.Seed("seed"), new Sigmas(steps, denoise), cancellationToken));
    }

    private async Task<NodeResult> KSamplerAdvanced(NodeCall call, CancellationToken cancellationToken)
    {
        var all = call.Whole("steps");
        var start = Math.Min(call.Whole("start_at_step"), all);
        var steps = Math.Max(1, Math.Min(call.Whole("end_at_step", all), all) - start);
        var sigmas = new Sigmas(steps, start == 0 ? 1 : (double)(all - start) / all);
        return NodeResult.Of(await SampleAsync(call, GuiderOf(call), call.Seed("noise_seed"), sigmas, cancellationToken));
    }

    private async Task<NodeResult> SamplerCustomAdvanced(NodeCall call, CancellationToken cancellationToken)
    {
        var seed = call.Take<Noise>("noise").Seed;
        var latent = await SampleAsync(call, call.Take<Guider>("guider"), seed, call.Take<Sigmas>("sigmas"), cancellationToken);
        return NodeResult.Of(latent, latent);
    }

    private static Guider GuiderOf(NodeCall call) => new(
        call.Take<Model>("model"), call.Take<Conditioning>("positive"), call.Take<Conditioning>("negative"), call.Number("cfg"));

    private async Task<Latent> SampleAsync(NodeCall call, Guider guider, ulong seed, Sigmas sigmas, CancellationToken cancellationToken)
    {
        var latent = call.Take<Latent>("latent_image");
        var pixels = (long)latent.Width * latent.Height * latent.Images.Count;
        memory.Reserve(pixels);
        var plans = latent.Images.Select((image, index) => Plan(latent, image, index, guider, seed, sigmas)).ToList();

        var sketch = new Lazy<Picture>(() => Sketch(plans[0]));
        var started = pace.Now;
        for (var step = 1; step <= sigmas.Steps; step++)
        {
            var done = (double)step / sigmas.Steps;
            await pace.StepAsync(pixels, started, cancellationToken);
            // The preview of a step takes from the time of the next one: a card does not wait for it.
            started = pace.Now;
            call.Stage.Step(step, sigmas.Steps, call.Stage.WantsPreviews ? () => Preview(sketch.Value, plans[0], done) : null);
        }
        return latent with { Images = [.. plans.Select(plan => new LatentImage(plan))] };
    }

    private static PaintPlan Plan(Latent latent, LatentImage image, int index, Guider guider, ulong seed, Sigmas sigmas)
    {
        // A second pass over a planned picture refines it and keeps its composition.
        var isRefinement = image.Plan is not null && sigmas.Denoise < 1;
        return new PaintPlan(guider.Positive.Text, isRefinement ? image.Plan!.Seed : seed + ((ulong)index * 0x9E3779B97F4A7C15))
        {
            Negative = guider.Negative.Text,
            Width = latent.Width,
            Height = latent.Height,
            Checkpoint = guider.Model.Name,
            Loras = guider.Model.Loras,
            Steps = sigmas.Steps,
            Cfg = guider.Cfg,
            Denoise = sigmas.Denoise,
            Base = sigmas.Denoise < 1 ? image.Source ?? image.Plan?.Base : null,
            Mask = latent.Mask is { } mask ? new PaintMask(mask.Width, mask.Height, mask.Values) : null,
        };
    }

    private Picture Sketch(PaintPlan plan)
    {
        var scale = Math.Min(1.0, (double)SketchSide / Math.Max(plan.Width, plan.Height));
        return painter.Paint(plan with { Width = Scaled(plan.Width, scale), Height = Scaled(plan.Height, scale) });
    }

    /// <summary>In blocks, as latents are: small to send, like the previews of a real server (40 to 55 kB).</summary>
    private static Picture Preview(Picture sketch, PaintPlan plan, double done) =>
        PictureScaling.Enlarge(Denoising.At(sketch, plan.Seed, done), Math.Max(1, PreviewSide / Math.Max(sketch.Width, sketch.Height)));

    private static int Scaled(int side, double scale) => Math.Max(8, (int)Math.Round(side * scale));
}
