using ComfyStudio.Simulator.Protocol;

namespace ComfyStudio.Simulator.Execution;

/// <summary>One reason why a node does not validate.</summary>
internal sealed record NodeError(string Type, string Message, string Details, Fields ExtraInfo)
{
    public Fields ToFields() => new() { { "type", Type }, { "message", Message }, { "details", Details }, { "extra_info", ExtraInfo } };
}

/// <summary>Python raised an exception where ComfyUI does not expect one; it becomes an error of the node, traceback and all.</summary>
internal sealed class ValidationException(string exceptionType, string message) : Exception(message)
{
    private static readonly string[] Traceback =
    [
        "  File \"/opt/ComfyUI/execution.py\", line 1184, in validate_prompt\n    m = await validate_inputs(prompt_id, prompt, o, validated)\n",
    ];

    public NodeError ToError(bool isInner) => new(
        isInner ? "exception_during_inner_validation" : "exception_during_validation",
        isInner ? "Exception when validating inner node" : "Exception when validating node",
        Message,
        new Fields
        {
            { "exception_type", exceptionType },
            { "traceback", Traceback },
        });
}
