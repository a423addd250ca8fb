using System.Globalization;
using ComfyStudio.Simulator.Execution;
using ComfyStudio.Simulator.Painting;
using static ComfyStudio.Simulator.Nodes.NodeLibrary;

namespace ComfyStudio.Simulator.Nodes;

/// <summary>The nodes that leave something: files in output or temp, or pictures straight onto the socket.</summary>
internal sealed class SavingNodes(ImageFolders folders, FileNaming naming) : INodeFamily
{
    public IEnumerable<KeyValuePair<string, NodeFunction>> Nodes =>
    [
        Node("SaveImage", (call, token) => SaveAsync(call, call.Text("filename_prefix"), "output", token)),
        Node("PreviewImage", (call, token) => SaveAsync(call, $"ComfyUI_temp_{FileNaming.RandomLetters(5)}", "temp", token)),
        Node("SaveImageWebsocket", SendToSocket),
    ];

    private async Task<NodeResult> SaveAsync(NodeCall call, string prefix, string type, CancellationToken cancellationToken)
    {
        var images = call.Take<Images>("images");
        var place = naming.Place(folders.Folder(type), prefix, images.Width, images.Height);
        Directory.CreateDirectory(place.Folder);
        var metadata = call.Stage.Metadata.ToList();
        var shown = new List<OutputImage>();
        var counter = FileNaming.NextCounter(place.Folder, place.Name);
        foreach (var picture in images.Pictures)
        {
            var batchNumber = shown.Count.ToString(CultureInfo.InvariantCulture);
            var name = place.Name.Replace("%batch_num%", batchNumber, StringComparison.Ordinal);
            var filename = string.Create(CultureInfo.InvariantCulture, $"{name}_{counter++:D5}_.png");
            await WriteAsync(Path.Combine(place.Folder, filename), PngWriter.Write(picture, metadata), cancellationToken);
            shown.Add(new OutputImage(filename, place.Subfolder, type));
        }
        return new NodeResult([images], shown);
    }

    private static async Task WriteAsync(string path, byte[] png, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllBytesAsync(path, png, cancellationToken);
        }
        catch (IOException e)
        {
            throw new NodeFailure("OSError", $"[Errno 36] {e.Message}");
        }
    }

    private static NodeResult SendToSocket(NodeCall call)
    {
        var images = call.Take<Images>("images");
        for (var i = 0; i < images.Pictures.Count; i++)
        {
            var picture = images.Pictures[i];
            call.Stage.Step(i, images.Pictures.Count, () => picture, isResult: true);
        }
        return NodeResult.Of();
    }
}
