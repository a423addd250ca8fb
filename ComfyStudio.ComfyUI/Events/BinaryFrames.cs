using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using ComfyStudio.ComfyUI.Wire;

namespace ComfyStudio.ComfyUI.Events;

/// <summary>Reads binary frames ("Binary frames"): a big-endian uint32 says what follows.</summary>
internal static class BinaryFrames
{
    private const uint PreviewImage = 1;
    private const uint Text = 3;
    private const uint PreviewImageWithMetadata = 4;

    /// <param name="frame">Is copied where an event keeps a part of it.</param>
    public static ComfyUIEvent Read(ReadOnlyMemory<byte> frame)
    {
        if (frame.Length < 8)
            return Unreadable(frame);
        var body = frame[8..];
        var number = BinaryPrimitives.ReadUInt32BigEndian(frame.Span[4..]);
        return BinaryPrimitives.ReadUInt32BigEndian(frame.Span) switch
        {
            PreviewImage => new ComfyUIEvent.Preview(body.ToArray(), number == 2 ? "image/png" : "image/jpeg", PromptId: null, NodeId: null),
            Text when number <= body.Length => ReadText(body, (int)number),
            PreviewImageWithMetadata when number <= body.Length && ReadPreview(body, (int)number) is { } preview => preview,
            _ => Unreadable(frame),
        };
    }

    private static ComfyUIEvent.Text ReadText(ReadOnlyMemory<byte> body, int nodeLength) =>
        new(Encoding.UTF8.GetString(body.Span[..nodeLength]), Encoding.UTF8.GetString(body.Span[nodeLength..]));

    private static ComfyUIEvent.Preview? ReadPreview(ReadOnlyMemory<byte> body, int metadataLength)
    {
        using var metadata = LenientJson.TryParse(body[..metadataLength]);
        if (metadata is null)
            return null;
        var root = metadata.RootElement;
        return new ComfyUIEvent.Preview(
            body[metadataLength..].ToArray(), root.Text("image_type") ?? "image/jpeg", root.Text("prompt_id"), root.Label("node_id"));
    }

    private static ComfyUIEvent.Other Unreadable(ReadOnlyMemory<byte> frame) =>
        new("", JsonElement.Parse($"\"binary frame of {frame.Length} bytes\""));
}
