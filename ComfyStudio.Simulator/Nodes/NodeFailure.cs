namespace ComfyStudio.Simulator.Nodes;

/// <summary>A node threw. The type is the Python one that ComfyUI would report.</summary>
internal sealed class NodeFailure(string exceptionType, string message) : Exception(message)
{
    public string ExceptionType => exceptionType;

    public static NodeFailure OutOfMemory(long bytes) => new(
        "torch.OutOfMemoryError",
        $"Allocation on device would exceed allowed memory. (out of memory)\nTried to allocate : {Gigabytes(bytes)} GiB");

    public static NodeFailure CudaFault() => new(
        "torch.AcceleratorError",
        "CUDA error: an illegal memory access was encountered\nCUDA kernel errors might be asynchronously reported at some other API call");

    private static string Gigabytes(long bytes) => (bytes / (double)(1L << 30)).ToString("F2", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Somebody asked to stop the running prompt.</summary>
internal sealed class PromptInterrupted : Exception;
