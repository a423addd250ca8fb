using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using ComfyStudio.Simulator.Execution;

namespace ComfyStudio.Simulator.Protocol;

/// <summary>One message on its way to a socket.</summary>
internal readonly record struct Frame(ReadOnlyMemory<byte> Bytes, WebSocketMessageType Type)
{
    public static Frame Event(string type, object? data) =>
        new(Encoding.ASCII.GetBytes(PythonJson.Serialize(new Fields { { "type", type }, { "data", data } })), WebSocketMessageType.Text);
}

/// <summary>The messages of the socket, field by field in the order ComfyUI writes them.</summary>
internal static class ServerEvents
{
    public static Frame Status(int remaining, string? sid = null)
    {
        var data = new Fields { { "status", new Fields { { "exec_info", new Fields { { "queue_remaining", remaining } } } } } };
        if (sid is not null)
            data.Add("sid", sid);
        return Frame.Event("status", data);
    }

    public static Frame Executing(string? node, string promptId) => Frame.Event("executing", node is null
        ? new Fields { { "node", null }, { "prompt_id", promptId } }
        : new Fields { { "node", node }, { "display_node", node }, { "prompt_id", promptId } });

    /// <summary>All that a socket which comes back is told about the prompt of its own that runs.</summary>
    public static Frame ExecutingAfterReconnect(string node) => Frame.Event("executing", new Fields { { "node", node } });

    public static Frame Executed(string node, RawJson output, string promptId) => Frame.Event("executed", new Fields
    {
        { "node", node }, { "display_node", node }, { "output", output }, { "prompt_id", promptId },
    });

    public static Frame Progress(int value, int max, string promptId, string node) => Frame.Event("progress", new Fields
    {
        { "value", value }, { "max", max }, { "prompt_id", promptId }, { "node", node },
    });

    public static Frame ProgressState(string promptId, IEnumerable<NodeProgress> nodes)
    {
        var states = new Fields();
        foreach (var node in nodes)
            states.Add(node.NodeId, node.ToFields(promptId));
        return Frame.Event("progress_state", new Fields { { "prompt_id", promptId }, { "nodes", states } });
    }

    /// <summary>Binary event 1: a picture, with nothing that says whose.</summary>
    public static Frame Preview(byte[] png)
    {
        var bytes = new byte[8 + png.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, 1);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), 2);
        png.CopyTo(bytes.AsSpan(8));
        return new Frame(bytes, WebSocketMessageType.Binary);
    }

    /// <summary>Binary event 4, for a client that negotiated it.</summary>
    public static Frame PreviewWithMetadata(byte[] png, string promptId, string node)
    {
        var metadata = Encoding.ASCII.GetBytes(PythonJson.Serialize(new Fields
        {
            { "node_id", node }, { "prompt_id", promptId }, { "display_node_id", node }, { "parent_node_id", null },
            { "real_node_id", node }, { "image_type", "image/png" },
        }));
        return Binary(4, metadata, png);
    }

    /// <summary>Binary event 3: a line of text from a node.</summary>
    public static Frame Text(string node, string text) => Binary(3, Encoding.UTF8.GetBytes(node), Encoding.UTF8.GetBytes(text));

    private static Frame Binary(uint kind, byte[] header, byte[] body)
    {
        var bytes = new byte[8 + header.Length + body.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, kind);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), (uint)header.Length);
        header.CopyTo(bytes.AsSpan(8));
        body.CopyTo(bytes.AsSpan(8 + header.Length));
        return new Frame(bytes, WebSocketMessageType.Binary);
    }
}
