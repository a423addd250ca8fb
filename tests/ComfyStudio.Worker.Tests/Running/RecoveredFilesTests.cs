using ComfyStudio.ComfyUI;
using ComfyStudio.Worker.Running;

namespace ComfyStudio.Worker.Tests.Running;

public sealed class RecoveredFilesTests
{
    [Theory]
    [InlineData("studio/0d9f/out", 1, "out_00001_.png", "studio/0d9f")]
    [InlineData("studio/0d9f/out", 12, "out_00012_.png", "studio/0d9f")]
    [InlineData("out", 1, "out_00001_.png", "")]
    public void A_save_nodes_file_has_the_name_that_ComfyUI_gives_it(string prefix, int number, string name, string subfolder) =>
        Assert.Equal(new OutputFile(name, subfolder, "output"), RecoveredFiles.FileOf(prefix, number));
}
