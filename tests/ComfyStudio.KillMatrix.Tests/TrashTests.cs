using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using ComfyStudio.KillMatrix.Tests.Studio;
using ComfyStudio.Testing;
using ComfyStudio.Testing.Images;
using ComfyStudio.Testing.Processes;

namespace ComfyStudio.KillMatrix.Tests;

/// <summary>The Api is killed while it takes very many images to the trash, and while it brings them back.</summary>
public sealed class TrashTests : IAsyncLifetime
{
    // So many that the moving takes far longer than the look that the kill waits for.
    private const int Count = 2000;

    private readonly TestImagesFolder _images = new();
    private Dictionary<string, string> _before = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Trash => Path.Join(_images.Path, ".trash");

    public ValueTask InitializeAsync()
    {
        _images.Made();
        var picture = TestPng.Make(8, 8);
        foreach (var number in Enumerable.Range(0, Count))
        {
            // Only the words behind its end tell one from another, which is quicker than to make so many.
            _images.Put($"{number % 7}/{number:0000}.png", [.. picture, .. BitConverter.GetBytes(number)]);
            _images.Put($"{number % 7}/{number:0000}.txt", BitConverter.GetBytes(~number));
        }

        _before = Contents();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _images.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_deleting_and_of_restoring_loses_and_doubles_nothing()
    {
        var setup = Quick.Setup with { Workers = 0, Engines = 0, Thumbnailer = false, ImagesRoot = _images.Path };
        await using var studio = await StudioProcesses.StartAsync(setup, Token);
        await Eventually.TrueAsync(async () => await CountAsync(studio) == Count, Token);
        var ids = (await studio.Client.ListImagesAsync(Token)).Select(image => image.Id).ToList();

        var deleting = studio.Client.Http.PostAsJsonAsync("/api/images/trash", new { ids }, Token);
        await KillWhenAsync(studio, deleting, () => InTrash() > 200);
        Assert.InRange(InTrash(), 201, (2 * Count) - 1);
        AssertNothingLost();
        await studio.Api.StartAsync(Token);
        await Eventually.TrueAsync(() => InTrash() == 2 * Count, Token);
        await Eventually.TrueAsync(async () => await CountAsync(studio) == 0, Token);
        var item = (await studio.Client.Http.GetFromJsonAsync<JsonElement>("/api/trash", Token)).GetProperty("items").EnumerateArray().Single();

        var restoring = studio.Client.Http.PostAsync($"/api/trash/{item.GetProperty("trashId").GetString()}/restore", null, Token);
        await KillWhenAsync(studio, restoring, () => InTrash() < (2 * Count) - 200);
        Assert.InRange(InTrash(), 1, (2 * Count) - 201);
        AssertNothingLost();
        await studio.Api.StartAsync(Token);
        await Eventually.TrueAsync(async () => InTrash() == 0 && await CountAsync(studio) == Count, Token);

        Assert.Equal(_before.OrderBy(file => file.Key), Contents().OrderBy(file => file.Key));
    }

    private static async Task KillWhenAsync(StudioProcesses studio, Task<HttpResponseMessage> request, Func<bool> isReached)
    {
        while (!isReached())
            await Task.Yield();
        await studio.Api.KillAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => request);
    }

    private static async Task<int> CountAsync(StudioProcesses studio) =>
        (await studio.Client.Http.GetFromJsonAsync<JsonElement>("/api/images?limit=1", Token)).GetProperty("total").GetInt32();

    private void AssertNothingLost()
    {
        var now = Contents().Values.Where(_before.Values.ToHashSet().Contains).Order().ToList();
        Assert.Equal(_before.Values.Order(), now);
    }

    /// <summary>Images and what lies beside them, without what the trash says of itself.</summary>
    private int InTrash() => Directory.Exists(Trash) ? Directory.EnumerateFiles(Trash, "????.*", SearchOption.AllDirectories).Count() : 0;

    private Dictionary<string, string> Contents() => _images.Files()
        .Where(file => Path.GetExtension(file) is ".png" or ".txt")
        .ToDictionary(file => file, file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Join(_images.Path, file)))));
}
