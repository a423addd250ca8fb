using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace ComfyStudio.Jobs.Redis;

/// <summary>One Lua script, known to Redis by the hash of its text.</summary>
internal sealed class RedisScript(string name, string body)
{
    /// <summary>Begins with its name, for whoever reads it in the server's own tools.</summary>
    public string Text { get; } = $"-- {name}\n{ScriptPrelude.Text}{body}";

    public byte[] Hash => field ??= HashOf(Text);

    [SuppressMessage("Security", "CA5350", Justification = "EVALSHA names scripts by SHA-1; nothing is protected by it.")]
    private static byte[] HashOf(string text) => SHA1.HashData(Encoding.UTF8.GetBytes(text));
}
