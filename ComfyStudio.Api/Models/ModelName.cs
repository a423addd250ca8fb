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
        return file[..^ExtensionOf(file).Length];
    }

    /// <summary>The label of what is the name of a model, and any other text as it is.</summary>
    public static string ShortOf(string text) => ExtensionOf(text).Length > 0 ? LabelOf(text) : text;

    public static string? FolderOf(string name)
    {
        var path = Slashes(name);
        if (path.StartsWith(PrivateFolder, StringComparison.Ordinal))
            path = path[PrivateFolder.Length..];
        var slash = path.LastIndexOf('/');
        return slash <= 0 ? null : path[..slash];
    }

    /// <summary>Whether two names mean the same file, however their engines divide folders.</summary>
    public static bool AreSame(string one, string other) => one.Length == other.Length && Slashes(one) == Slashes(other);

    private static string ExtensionOf(string name) => Extensions.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) ?? "";

    public static bool LooksMerged(string name) => name.Contains("merge", StringComparison.OrdinalIgnoreCase);

    /// <summary>One spelling for all engines.</summary>
    public static string Slashes(string name) => name.Replace('\\', '/');
}
