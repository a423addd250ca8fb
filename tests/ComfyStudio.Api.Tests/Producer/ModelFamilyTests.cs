using ComfyStudio.Api.Producer.Families;

namespace ComfyStudio.Api.Tests.Producer;

public sealed class ModelFamilyTests
{
    [Fact]
    public void Every_family_maps_the_same_six_shot_types()
    {
        Assert.All(ModelFamilies.All, family => Assert.Equal(
            ["establishing", "wide", "medium", "closeUp", "overShoulder", "detail"], family.Shots.Select(shot => shot.Id)));
        Assert.Equal("dutch angle", ModelFamilies.Default.ShotWords("dutch angle"));
    }

    [Theory]
    [InlineData("waiIllustrious_v14.safetensors", "illustrious")]
    [InlineData("flux1-dev-fp8.safetensors", "flux")]
    [InlineData("v1-5-pruned-emaonly.safetensors", "sd15")]
    [InlineData("RealVisXL_V5.0.safetensors", "photo")]
    [InlineData("sd_xl_base_1.0.safetensors", "sdxl")]
    [InlineData("something-of-mine.safetensors", "sdxl")]
    public void A_models_name_tells_its_family(string model, string family) => Assert.Equal(family, ModelFamilies.Guess(null, model).Id);

    [Fact]
    public void What_says_more_is_asked_first() => Assert.Equal("pony", ModelFamilies.Guess("ponyDiffusionV6XL", "text_to_image_flux").Id);
}
