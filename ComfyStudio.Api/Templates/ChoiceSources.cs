namespace ComfyStudio.Api.Templates;

/// <summary>Where choices come from besides the folders of models.</summary>
internal static class ChoiceSources
{
    public const string Samplers = "samplers";
    public const string Schedulers = "schedulers";

    /// <summary>What the node of the slot's first input lists in /object_info.</summary>
    public const string Node = "node";

    public static readonly IReadOnlyList<string> All = [Samplers, Schedulers, Node];
}
