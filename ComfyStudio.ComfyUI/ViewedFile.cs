namespace ComfyStudio.ComfyUI;

/// <summary>A file that is being fetched. Reading throws <see cref="ComfyUIUnreachableException"/> if it breaks off or stalls.</summary>
/// <param name="Content">Read it asynchronously, once.</param>
/// <param name="Length">Bytes, when the engine says.</param>
public sealed record ViewedFile(Stream Content, string? ContentType, long? Length) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
