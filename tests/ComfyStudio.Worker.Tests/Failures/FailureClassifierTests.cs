using ComfyStudio.ComfyUI;
using ComfyStudio.Images;
using ComfyStudio.Jobs;
using ComfyStudio.Worker.Failures;

namespace ComfyStudio.Worker.Tests.Failures;

public sealed class FailureClassifierTests
{
    [Theory]
    [InlineData("torch.OutOfMemoryError", "Allocation on device 0 would exceed allowed memory.", FailureClass.OutOfMemory)]
    [InlineData("RuntimeError", "MPS backend out of memory (MPS allocated: 8 GB)", FailureClass.OutOfMemory)]
    [InlineData("numpy._core._exceptions._ArrayMemoryError", "Unable to allocate 4 GiB", FailureClass.OutOfMemory)]
    [InlineData("torch.AcceleratorError", "CUDA error: an illegal memory access was encountered", FailureClass.CudaFault)]
    [InlineData("RuntimeError", "CUDA error: device-side assert triggered", FailureClass.CudaFault)]
    [InlineData("OSError", "[Errno 28] No space left on device", FailureClass.DiskFull)]
    [InlineData("ValueError", "mat1 and mat2 shapes cannot be multiplied", FailureClass.NodeError)]
    public void An_engines_exception_is_told_by_its_type_and_words(string type, string message, FailureClass expected)
    {
        var failure = FailureClassifier.Of(new NodeException("5", "KSampler", message, type, ["  File \"nodes.py\"\n"], []));

        Assert.Equal(expected, failure.Class);
        Assert.Equal(("5", "KSampler"), (failure.NodeId, failure.NodeType));
        Assert.Contains("KSampler", failure.Message, StringComparison.Ordinal);
        Assert.Contains(message, failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_graph_names_the_node_and_the_field_that_say_most()
    {
        var consequence = new GraphError("7", "SaveImage", "exception_during_inner_validation", "Exception when validating inner node", "", null);
        var cause = new GraphError("5", "KSampler", "value_not_in_list", "Value not in list", "sampler_name: 'warp' not in ['euler']", "sampler_name");

        var failure = FailureClassifier.Of(new PromptRejectedException(
            "Prompt outputs failed validation", "prompt_outputs_failed_validation", "", [consequence, cause]));

        Assert.Equal(FailureClass.Rejected, failure.Class);
        Assert.Equal(("5", "KSampler", "sampler_name"), (failure.NodeId, failure.NodeType, failure.Field));
        Assert.Contains("'warp'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("SaveImage", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_node_says_what_to_install()
    {
        var failure = FailureClassifier.Of(new PromptRejectedException("Node 'Foo' not found.", "missing_node_type", "", []));

        Assert.Contains("custom node", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trouble_with_storing_is_told_from_trouble_with_the_engine()
    {
        Assert.Equal(FailureClass.DiskFull, FailureClassifier.OfStoring(new IOException("No space left on device")).Class);
        Assert.Equal(FailureClass.DiskFull, FailureClassifier.OfStoring(new ImageRootOfflineException("gone")).Class);
        Assert.Equal(FailureClass.OutputMissing, FailureClassifier.OfStoring(new OutputMissingException("none")).Class);
        Assert.Equal(FailureClass.EngineGone, FailureClassifier.OfStoring(new ComfyUIUnreachableException("reset", true)).Class);
        Assert.Equal(FailureClass.Internal, FailureClassifier.OfStoring(new InvalidOperationException("a bug")).Class);
    }

    [Fact]
    public void Evidence_has_a_limit()
    {
        var failure = FailureClassifier.Of(new NodeException("5", "KSampler", new string('x', 100_000), "ValueError", [], []));

        Assert.True(failure.Detail!.Length < 8_100);
    }
}
