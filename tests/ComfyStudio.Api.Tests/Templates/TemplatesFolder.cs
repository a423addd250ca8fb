using System.Text.Json.Nodes;

namespace ComfyStudio.Api.Tests.Templates;

/// <summary>A folder of templates of the test's own.</summary>
internal sealed class TemplatesFolder : IDisposable
{
    /// <summary>A graph with something of everything in it; no engine needs to know its nodes.</summary>
    public const string Graph = """
        { "1": { "class_type": "Odd", "inputs": { "text": "", "clip": ["2", 1], "mode": "a", "sampler": "euler", "vae": "x.vae", "width": 512, "height": 512 } },
          "2": { "class_type": "CheckpointLoaderSimple", "inputs": { "ckpt_name": "x.safetensors" } },
          "3": { "class_type": "SaveImage", "inputs": { "images": ["1", 0], "filename_prefix": "x" } } }
        """;

    public const string Prompt = """{ "name": "prompt", "label": "Prompt", "type": "prompt", "required": true, "inputs": ["1.text"] }""";

    public string Path { get; } = Directory.CreateTempSubdirectory("comfystudio-workflows-").FullName;

    /// <param name="template">What is left out of id, version and title is filled in.</param>
    public void Write(string id, string graph, string template)
    {
        var file = JsonNode.Parse(template)!.AsObject();
        file["id"] ??= id;
        file["version"] ??= "1";
        file["title"] ??= "Mine";
        WriteFile(id + ".json", System.Text.Encoding.UTF8.GetBytes(graph));
        WriteFile(id + ".template.json", System.Text.Encoding.UTF8.GetBytes(file.ToJsonString()));
    }

    public void WriteFile(string relativePath, byte[] content)
    {
        var path = System.IO.Path.Join(Path, relativePath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
