using System.Net;
using ComfyStudio.ComfyUI;
using ComfyStudio.ComfyUI.Graphs;
using ComfyStudio.Images;
using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Failures;

/// <summary>Says what kind of failure something is, in words a person can act on.</summary>
internal static class FailureClassifier
{
    private const int LongestDetail = 8000;

    private static readonly string[] MemorySigns =
        ["outofmemory", "out of memory", "memoryerror", "allocation on device", "not enough memory", "defaultcpuallocator"];

    private static readonly string[] CudaSigns =
        ["acceleratorerror", "cuda error", "cublas_status", "cudnn_status", "cudnn error", "device-side assert", "illegal memory access",
         "unspecified launch failure", "hip error"];

    private static readonly string[] DiskSigns = ["no space left on device", "errno 28", "disk quota exceeded", "not enough space"];

    public static JobFailure Of(NodeException error)
    {
        var text = $"{error.Type}: {error.Message}".ToLowerInvariant();
        var kind = Has(text, MemorySigns) ? FailureClass.OutOfMemory
            : Has(text, CudaSigns) ? FailureClass.CudaFault
            : Has(text, DiskSigns) ? FailureClass.DiskFull
            : FailureClass.NodeError;
        return new JobFailure(kind, MessageOf(kind, error), error.NodeId, error.NodeType, null, Shorten(Evidence(error)));
    }

    public static JobFailure Of(PromptRejectedException rejection)
    {
        if (RejectionText.MostTelling(rejection.Errors) is { } error)
            return new JobFailure(
                FailureClass.Rejected, RejectionText.Of(error), error.NodeId, error.NodeType, error.Input, Shorten(RejectionText.All(rejection)));
        return new JobFailure(
            FailureClass.Rejected, $"The engine refused the graph: {RejectionText.Of(rejection)}", Detail: Shorten(RejectionText.All(rejection)));
    }

    public static JobFailure Of(ComfyUIResponseException answer) => answer.Status is HttpStatusCode.RequestEntityTooLarge
        ? new JobFailure(FailureClass.Rejected, "The graph or an input image is larger than the engine accepts (--max-upload-size).", Detail: Shorten(answer.Body))
        : new JobFailure(FailureClass.Internal, $"The engine answered with an error ({(int)answer.Status}).", Detail: Shorten(answer.Body));

    /// <summary>Of storing a finished picture.</summary>
    public static JobFailure OfStoring(Exception exception) => exception switch
    {
        OutputMissingException => new(FailureClass.OutputMissing, exception.Message),
        ImageRootOfflineException => new(FailureClass.DiskFull, $"The folder for images is not there: {exception.Message}"),
        IOException when Has(exception.Message.ToLowerInvariant(), DiskSigns) =>
            new(FailureClass.DiskFull, "The disk for images is full.", Detail: Shorten(exception.Message)),
        IOException or UnauthorizedAccessException =>
            new(FailureClass.DiskFull, $"The image could not be written: {exception.Message}", Detail: Shorten(exception.ToString())),
        ComfyUIException => new(FailureClass.EngineGone, $"The engine went away before the picture was fetched: {exception.Message}"),
        _ => Of(exception),
    };

    public static JobFailure Of(Exception exception) => exception switch
    {
        ApiGraphException graph => new(FailureClass.Rejected, graph.Message, graph.NodeId, Field: graph.Input),
        InputMissingException => new(FailureClass.Rejected, exception.Message),
        _ => new(FailureClass.Internal, $"The worker failed: {exception.Message}", Detail: Shorten(exception.ToString())),
    };

    private static string MessageOf(FailureClass kind, NodeException error) => kind switch
    {
        FailureClass.OutOfMemory => $"The GPU ran out of memory in {error.NodeType}: use a smaller size or a smaller model.",
        FailureClass.CudaFault => $"The GPU failed in {error.NodeType}; its ComfyUI needs a restart.",
        FailureClass.DiskFull => $"The engine's disk is full ({error.NodeType}).",
        _ => $"{error.NodeType}: {error.Message}",
    };

    private static string Evidence(NodeException error) => $"{error.Type}: {error.Message}\n{string.Concat(error.Traceback)}";

    private static bool Has(string text, string[] signs) => signs.Any(sign => text.Contains(sign, StringComparison.Ordinal));

    private static string Shorten(string text) => text.Length <= LongestDetail ? text : text[..LongestDetail] + "…";
}
