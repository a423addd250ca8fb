namespace ComfyStudio.AppHost;

/// <summary>Something the person who started the studio can put right; the message says how, and is all that is shown.</summary>
internal sealed class SettingException(string message) : Exception(message);
