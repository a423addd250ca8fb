namespace ComfyStudio.Api.Producer.Chat;

/// <summary>People write the address of an endpoint with or without its path.</summary>
internal static class ChatAddress
{
    public static Uri Root(string address)
    {
        var root = address.TrimEnd('/');
        foreach (var ending in (string[])["/chat/completions", "/v1"])
        {
            if (root.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                root = root[..^ending.Length];
        }

        return new Uri(root + "/");
    }
}
