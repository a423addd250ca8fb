using ComfyStudio.Images.Formats;
using ComfyStudio.Images.Gallery;
using ComfyStudio.Images.Metadata;

namespace ComfyStudio.Images.Tests;

/// <summary>Files that a disk, a network or a program has damaged: what can be read is read, the rest is refused by one exception.</summary>
public sealed class DamagedFilesTests
{
    private const int Damaged = 1500;

    private static readonly Action<Stream>[] Readers =
    [
        file => ImageFileReader.Shape(file),
        file => MovingPicture.Read(file),
        file => PictureTexts.Read(file),
        file => ForeignMaking.Read(file, "damaged.png"),
        file => CleanPicture.Plan(file),
    ];

    public static TheoryData<string> Samples => [.. Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Join(AppContext.BaseDirectory, "Samples");

    [Theory]
    [MemberData(nameof(Samples))]
    public void Whatever_is_wrong_with_a_file_is_told_by_one_exception(string sample)
    {
        var whole = File.ReadAllBytes(Path.Join(Folder, sample));
        var random = new Random(7);
        Assert.All(Readers, reader => Assert.Null(Record.Exception(() => reader(new MemoryStream(whole)))));
        for (var i = 0; i < Damaged; i++)
        {
            var file = Damage(whole, random);
            foreach (var reader in Readers)
                Assert.True(Record.Exception(() => reader(new MemoryStream(file))) is null or InvalidDataException, $"{sample}, try {i}: {Convert.ToBase64String(file)}");
        }
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        if (random.Next(8) == 0)
            return whole[..random.Next(1, whole.Length)];
        var file = whole.ToArray();
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            // Lengths and kinds are what leads astray: several bytes of one value in a row.
            var at = random.Next(file.Length);
            file.AsSpan(at, Math.Min(random.Next(1, 5), file.Length - at)).Fill((byte)(random.Next(3) switch { 0 => 0, 1 => 255, _ => random.Next(256) }));
        }

        return file;
    }
}
