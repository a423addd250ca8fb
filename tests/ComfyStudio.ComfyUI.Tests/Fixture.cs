using System.Text;
using System.Text.Json;

namespace ComfyStudio.ComfyUI.Tests;

/// <summary>What a real ComfyUI 0.33.0 said, trimmed.</summary>
internal static class Fixture
{
    public static byte[] Bytes(string name)
    {
        using var stream = typeof(Fixture).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    public static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));

    public static JsonElement Json(string name) => JsonElement.Parse(Bytes(name));

    public static IEnumerable<byte[]> Lines(string name) =>
        Text(name).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Encoding.UTF8.GetBytes);
}
