using System.Globalization;
using System.Text;
using ComfyStudio.Images;
using ComfyStudio.Images.Gallery;

namespace ComfyStudio.Bench.Gallery;

/// <summary>
/// Images as people collect them over three years: batches of one prompt, words as often as words are, a few favourite models. The same
/// number gives the same gallery.
/// </summary>
internal sealed class SampleGallery
{
    private const int Words = 30_000;
    private const int WordsOfPrompt = 45;
    private const int BatchSize = 4;
    private static readonly DateTimeOffset Begin = new(2023, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Years = TimeSpan.FromDays(3 * 365);
    private static readonly (int Width, int Height)[] Sizes = [(1024, 1024), (832, 1216), (1216, 832), (512, 512), (512, 768), (1344, 768), (768, 1344), (2048, 2048)];
    private static readonly string[] Samplers = ["euler", "dpmpp_2m", "dpmpp_2m_sde", "euler_ancestral", "ddim", "uni_pc"];
    private static readonly string[] Quality = ["masterpiece", "best quality", "highly detailed", "cinematic light", "8k"];

    private readonly Random _random = new(7);
    private readonly string[] _words;
    private string _prompt = "";

    public SampleGallery() => _words = [.. Enumerable.Range(0, Words).Select(MakeWord)];

    /// <summary>From the commonest to the rarest.</summary>
    public IReadOnlyList<string> Vocabulary => _words;

    public IEnumerable<(GalleryFile File, ImageRecord Image)> Make(int count)
    {
        for (var number = 0; number < count; number++)
            yield return MakeOne(number, count);
    }

    private (GalleryFile, ImageRecord) MakeOne(int number, int count)
    {
        var batch = number / BatchSize;
        if (number % BatchSize == 0)
            _prompt = MakePrompt();
        var at = Begin + (Years * ((double)number / count));
        var path = string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd}/{at:HHmmss}-{batch:x6}/{(number % BatchSize) + 1:000}-{_random.NextInt64(1L << 40)}.png");
        var (width, height) = Sizes[Skewed(Sizes.Length)];
        var bytes = 600_000 + _random.Next(2_000_000);
        var image = new ImageRecord
        {
            Id = ImageId.Of(path),
            RelativePath = path,
            Bytes = bytes,
            Width = width,
            Height = height,
            CreatedAt = at,
            Version = _random.NextInt64().ToString("x16", CultureInfo.InvariantCulture),
            Content = new ContentHash(new UInt128((ulong)_random.NextInt64(), (ulong)_random.NextInt64())),
            Making = MakingOf(number, batch),
        };
        return (new GalleryFile(path, new FileStamp(bytes, at.UtcTicks), new FileStamp(2_000, at.UtcTicks), null), image);
    }

    private ImageMaking MakingOf(int number, int batch) => new()
    {
        Prompt = _prompt,
        Negative = batch % 3 == 0 ? "blurry, bad hands, watermark, text" : "low quality, deformed, extra fingers",
        Model = $"sdxl/{_words[Skewed(40)]}_v{1 + Skewed(4)}.safetensors",
        Loras = _random.Next(3) == 0 ? [new LoraUse($"style/{_words[Skewed(300)]}.safetensors", 0.8)] : [],
        Seed = (ulong)_random.NextInt64(1L << 50),
        Steps = 20 + (batch % 3 * 5),
        Cfg = 4.5 + (batch % 5),
        Sampler = Samplers[Skewed(Samplers.Length)],
        Scheduler = batch % 2 == 0 ? "karras" : "normal",
        TemplateId = "text_to_image_sdxl",
        Owner = "local",
        JobId = Id(1, number),
        GroupId = Id(2, batch),
        IndexInGroup = number % BatchSize,
        Engine = new MakingEngine("gpu-1", "Studio", "comfyui", "0.3.60"),
        Source = "studio",
    };

    private static string Id(int kind, int number) => string.Create(CultureInfo.InvariantCulture, $"0193{kind:x4}{number:x24}");

    private string MakePrompt()
    {
        var prompt = new StringBuilder();
        for (var word = 0; word < WordsOfPrompt; word++)
            prompt.Append(_words[Skewed(Words)]).Append(_random.Next(4) == 0 ? ", " : " ");
        return prompt.Append(Quality[Skewed(Quality.Length)]).ToString();
    }

    // The second is half as likely as the first, the third a third as likely, and so on.
    private int Skewed(int count) => (int)Math.Min(count - 1, Math.Pow(count + 1, _random.NextDouble()) - 1);

    private static string MakeWord(int number)
    {
        const string Consonants = "bcdfghklmnprstvz";
        const string Vowels = "aeiou";
        var word = new StringBuilder();
        for (var rest = number + 20; rest > 0; rest /= Consonants.Length * Vowels.Length)
            word.Append(Consonants[rest % Consonants.Length]).Append(Vowels[rest / Consonants.Length % Vowels.Length]);
        return word.ToString();
    }
}
