namespace ComfyStudio.Bench.Studio;

/// <summary>A way from a graph to its picture.</summary>
internal interface IPictureMaker
{
    /// <summary>Returns when the picture is there.</summary>
    Task MakeAsync(SampleGraph graph, long value, CancellationToken cancellationToken);
}
