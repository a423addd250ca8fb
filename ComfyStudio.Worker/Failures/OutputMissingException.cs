namespace ComfyStudio.Worker.Failures;

/// <summary>The engine says it is done, and there is no picture.</summary>
internal sealed class OutputMissingException(string message) : Exception(message);
