namespace ComfyStudio.Api.Models;

/// <summary>A model's name for people: no folder, no extension.</summary>
internal static class ModelName
{
    private const string PrivateFolder = "user_models/";
    private static readonly string[] Extensions = [".safetensors", ".sft", ".ckpt", ".pth", ".pt", ".bin", ".gguf"];

    /// <summary>Engines on Windows write folders with a backslash.</summary>
    public static string LabelOf(string name)
    {
        var file = Slashes(name)[(Slashes(name).LastIndexOf('/') + 1)..];
        var extension = Extensions.FirstOrDefault(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        return extension is null ? file : file[..^extension.Length];
    }

    public static string? FolderOf(string name)
    {
        var path = Slashes(name);
        if (path.StartsWith(PrivateFolder, StringComparison.Ordinal))
            path = path[PrivateFolder.Length..];
        var slash = path.LastIndexOf('/');
        return slash <= 0 ? null : path[..slash];
    }

    public static bool LooksMerged(string name) => name.Contains("merge", StringComparison.OrdinalIgnoreCase);

    private static string Slashes(string name) => name.Replace('\\', '/');
}
