namespace ComfyStudio.Thumbnailer.Exports;

/// <summary>An export that cannot be made, said so that somebody can do something about it.</summary>
internal class ExportProblemException(string message, Exception? cause = null) : Exception(message, cause);
