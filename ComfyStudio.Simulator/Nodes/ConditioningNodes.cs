using static ComfyStudio.Simulator.Nodes.NodeLibrary;

namespace ComfyStudio.Simulator.Nodes;

internal sealed class ConditioningNodes : INodeFamily
{
    public IEnumerable<KeyValuePair<string, NodeFunction>> Nodes =>
    [
        Node("CLIPTextEncode", Encode),
        Node("CLIPTextEncodeSDXL", EncodeForSdxl),
        Node("CLIPSetLastLayer", call => NodeResult.Of(call.Take<Clip>("clip"))),
        Node("ConditioningCombine", call => NodeResult.Of(Join(call, "conditioning_1", "conditioning_2"))),
        Node("ConditioningConcat", call => NodeResult.Of(Join(call, "conditioning_to", "conditioning_from"))),
        Node("ConditioningZeroOut", call => NodeResult.Of(new Conditioning(""))),
        Node("ConditioningSetMask", call => NodeResult.Of(call.Take<Conditioning>("conditioning"))),
        Node("FluxGuidance", call => NodeResult.Of(call.Take<Conditioning>("conditioning"))),
        Node("ControlNetApply", call => NodeResult.Of(call.Take<Conditioning>("conditioning"))),
        Node("ControlNetApplyAdvanced", call => NodeResult.Of(call.Take<Conditioning>("positive"), call.Take<Conditioning>("negative"))),
    ];

    private static NodeResult Encode(NodeCall call)
    {
        call.Take<Clip>("clip");
        return NodeResult.Of(new Conditioning(call.Text("text")));
    }

    private static NodeResult EncodeForSdxl(NodeCall call)
    {
        call.Take<Clip>("clip");
        var (global, local) = (call.Text("text_g"), call.Text("text_l"));
        return NodeResult.Of(new Conditioning(global == local ? global : $"{global}, {local}"));
    }

    private static Conditioning Join(NodeCall call, string first, string second) =>
        new($"{call.Take<Conditioning>(first).Text}, {call.Take<Conditioning>(second).Text}");
}
