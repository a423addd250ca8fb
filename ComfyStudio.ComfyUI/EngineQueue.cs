namespace ComfyStudio.ComfyUI;

/// <summary>What an engine has to do, whoever asked for it.</summary>
/// <param name="Running">Prompt ids.</param>
/// <param name="Pending">Prompt ids in the order of execution (the engine's answer is an unsorted heap).</param>
public sealed record EngineQueue(IReadOnlyList<string> Running, IReadOnlyList<string> Pending)
{
    public bool Contains(string promptId) => Running.Contains(promptId) || Pending.Contains(promptId);
}
