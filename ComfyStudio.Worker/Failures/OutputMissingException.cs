namespace ComfyStudio.Worker.Failures;

/// <summary>The engine says it is done, and there is no picture.</summary>
internal sealed class OutputMissingException(string message) : Exception(message);

/// <summary>An image that the graph starts from is not there as it was when the job was made.</summary>
internal sealed class InputMissingException(string message) : Exception(message);

/// <summary>Somebody cancelled a job whose picture could not be stored yet.</summary>
internal sealed class StoringCancelledException() : Exception("The job was cancelled before its picture could be stored.");
