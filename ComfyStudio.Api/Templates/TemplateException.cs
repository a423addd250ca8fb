namespace ComfyStudio.Api.Templates;

/// <summary>A template that cannot be used. The message names the file and, where one is to blame, the slot.</summary>
internal sealed class TemplateException(string file, string? slot, string reason, Exception? inner = null)
    : Exception(slot is null ? $"{file}: {reason}" : $"{file}, slot '{slot}': {reason}", inner);
