using ComfyStudio.Thumbnailer.Vips;

namespace ComfyStudio.Thumbnailer.Tests.Vips;

public sealed class VipsLibraryTests : IDisposable
{
    private readonly DirectoryInfo _repository = Directory.CreateTempSubdirectory("comfystudio-vips-");

    public void Dispose() => _repository.Delete(recursive: true);

    [Fact]
    public void It_is_a_version_that_knows_all_we_ask_for() => Assert.True(VipsLibrary.LoadedVersion >= new Version(8, 14));

    [Fact]
    public void The_fetched_library_is_found_from_any_folder_below_the_repository_before_that_of_the_system()
    {
        var fetched = Path.Join(_repository.FullName, ".tools/libvips/lib/libvips-cpp.so.8");
        Directory.CreateDirectory(Path.GetDirectoryName(fetched)!);
        File.WriteAllText(fetched, "");
        var start = _repository.CreateSubdirectory("a/b").FullName;

        var candidates = VipsLibrary.Candidates(null, start).ToList();

        Assert.Equal(fetched, candidates[0]);
        Assert.DoesNotContain('/', candidates[^1]);
    }

    [Fact]
    public void A_configured_library_is_the_only_one_that_is_tried() =>
        Assert.Equal(["/opt/libvips.so"], VipsLibrary.Candidates("/opt/libvips.so", _repository.FullName));

    [Fact]
    public void A_configured_library_that_cannot_be_loaded_stops_the_start_and_names_the_setting()
    {
        var exception = Assert.Throws<VipsMissingException>(() => VipsLibrary.Open("/nowhere/libvips.so", _repository.FullName));

        Assert.Contains("Vips:Library", exception.Message, StringComparison.Ordinal);
        Assert.Contains("/nowhere/libvips.so", exception.Message, StringComparison.Ordinal);
    }
}
