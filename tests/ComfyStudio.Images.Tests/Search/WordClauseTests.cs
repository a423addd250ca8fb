using ComfyStudio.Images.Search;

namespace ComfyStudio.Images.Tests.Search;

public sealed class WordClauseTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("  ", "")]
    [InlineData("Red fox", "red* | fox*")]
    [InlineData("\"red fox\" snow", "red fox | snow*")]
    [InlineData("\"red fo", "red fo*")]
    [InlineData("-dog cat", "!dog | cat*")]
    [InlineData("-\"red dog\"", "!red dog")]
    [InlineData("001-42.png", "001 42 png*")]
    [InlineData("- , !", "")]
    [InlineData("-", "")]
    [InlineData("\"\"", "")]
    [InlineData("fox\"deep snow\"", "fox* | deep snow")]
    [InlineData("猫耳", "猫 耳*")]
    public void A_search_is_words_phrases_and_what_must_be_absent(string? search, string expected) =>
        Assert.Equal(expected, string.Join(" | ", WordClause.Parse(search).Select(clause =>
            (clause.IsExcluded ? "!" : "") + string.Join(' ', clause.Words) + (clause.LastBegins ? "*" : ""))));

    [Theory]
    [InlineData("sdxl", "SDXL_base.safetensors", true)]
    [InlineData("base", "sdxl/SDXL_base.safetensors", true)]
    [InlineData("ase", "SDXL_base.safetensors", false)]
    [InlineData("\"sdxl base\"", "SDXL_base.safetensors", true)]
    [InlineData("\"base sdxl\"", "SDXL_base.safetensors", false)]
    [InlineData("-bas", "SDXL_base.safetensors", false)]
    public void Short_texts_are_matched_by_the_same_rules(string search, string text, bool expected) =>
        Assert.Equal(expected, WordClause.Parse(search).Single().Matches(text));
}
