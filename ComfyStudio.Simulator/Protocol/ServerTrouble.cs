namespace ComfyStudio.Simulator.Protocol;

/// <summary>Stands for any exception that ComfyUI does not catch: the client sees a plain 500 and learns nothing.</summary>
internal sealed class ServerTrouble(string message) : Exception(message);
