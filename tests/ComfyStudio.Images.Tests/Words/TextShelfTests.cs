using ComfyStudio.Images.Rows;
using ComfyStudio.Images.Words;

namespace ComfyStudio.Images.Tests.Words;

public sealed class TextShelfTests
{
    private readonly Vocabulary _vocabulary = new();
    private readonly Postings _postings = new();
    private readonly TextShelf _shelf;

    public TextShelfTests() => _shelf = new TextShelf(_vocabulary, _postings);

    [Theory]
    [InlineData("a")]
    [InlineData("a Red fox, in (deep snow:1.2)")]
    [InlineData(" leading and trailing  double spaces ")]
    [InlineData("line one\nline two\r\n\tthree")]
    [InlineData("long_hair,blue_eyes,1girl")]
    [InlineData("猫耳の少女, 4k")]
    [InlineData("カタカナ と English")]
    [InlineData("🦊 fox 🦊🦊")]
    [InlineData("x\ud800y")]
    [InlineData("!!!")]
    [InlineData("   ")]
    [InlineData("Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b")]
    [InlineData("................................................................................")]
    public void A_text_comes_back_letter_by_letter(string text) => Assert.Equal(text, _shelf.TextOf(_shelf.Add(text)));

    [Fact]
    public void A_text_is_kept_once_and_none_is_none()
    {
        var first = _shelf.Add("a fox");

        Assert.Equal(first, _shelf.Add("a fox"));
        Assert.NotEqual(first, _shelf.Add("A fox"));
        Assert.Null(_shelf.TextOf(_shelf.Add(null)));
        Assert.Null(_shelf.TextOf(_shelf.Add("")));
    }

    [Fact]
    public void A_thousand_texts_come_back_and_their_words_tell_them()
    {
        var numbers = Enumerable.Range(0, 1000).Select(i => _shelf.Add($"Prompt {i} of {i % 7} foxes, number {i * 31}")).ToList();

        for (var i = 0; i < numbers.Count; i++)
            Assert.Equal($"Prompt {i} of {i % 7} foxes, number {i * 31}", _shelf.TextOf(numbers[i]));
        Assert.Equal(1000, TextsWith("prompt").Count);
        Assert.Equal([numbers[999]], TextsWith("30969"));
    }

    [Fact]
    public void Of_an_endless_text_the_beginning_is_kept()
    {
        var text = string.Join(' ', Enumerable.Range(0, 5000));

        Assert.Equal(text[..TextShelf.MostLetters], _shelf.TextOf(_shelf.Add(text)));
    }

    [Theory]
    [InlineData("RED", new[] { "red", "redder" })]
    [InlineData("fo", new[] { "fox" })]
    [InlineData("z", new string[0])]
    public void Words_are_found_by_their_beginning_before_and_after_they_were_put_in_order(string prefix, string[] expected)
    {
        _shelf.Add("A red Fox and a REDDER one");

        var before = _vocabulary.FindPrefix(prefix.ToLowerInvariant()).Select(term => _vocabulary[term]).Order().ToList();
        _vocabulary.Sort(always: true);
        var after = _vocabulary.FindPrefix(prefix.ToLowerInvariant()).Select(term => _vocabulary[term]).Order().ToList();

        Assert.Equal(expected, before);
        Assert.Equal(expected, after);
    }

    [Theory]
    [InlineData("red fox", null, true)]
    [InlineData("fox in", null, true)]
    [InlineData("fox red", null, false)]
    [InlineData("in the", "sno", true)]
    [InlineData("in the", "now", false)]
    [InlineData("deep snow", null, false)]
    public void A_phrase_is_words_in_a_row_whatever_stands_between_them(string words, string? lastBegins, bool expected)
    {
        var text = _shelf.Add("A small (Red, FOX) in the snow-storm");
        _shelf.Add("deep snow");
        var phrase = words.Split(' ').Select(word => _vocabulary.Find(word)!.Value).ToArray();

        Assert.Equal(expected, CodedText.HasPhrase(_shelf.CodedOf(text), _vocabulary, phrase, lastBegins));
    }

    private List<int> TextsWith(string word)
    {
        var texts = new RowSet(_shelf.Count);
        _postings.AddTo(texts, _vocabulary.Find(word)!.Value);
        var found = new List<int>();
        foreach (var text in texts)
            found.Add(text);
        return found;
    }
}
