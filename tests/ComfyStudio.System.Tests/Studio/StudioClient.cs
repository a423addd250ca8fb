using System.Net.Http.Json;
using System.Text.Json;

namespace ComfyStudio.SystemTests.Studio;

/// <summary>The API as any program would use it.</summary>
internal sealed class StudioClient(string address) : IDisposable
{
    private static readonly (string Prompt, int Width, int Height)[] Scenes =
    [
        ("layered mountains at sunrise, a lake between them, mist", 768, 512),
        ("a lighthouse on a cliff, stormy sea, dusk", 512, 768),
        ("a pine forest in deep snow, blue hour", 768, 512),
        ("a city skyline at night, lit windows, reflections", 896, 512),
        ("a ringed planet above an icy moon, stars", 512, 512),
        ("dunes of a desert under a hot sun", 768, 512),
        ("poppies in a meadow, soft light", 512, 640),
        ("abstract flowing shapes in teal and copper", 512, 512),
    ];

    private readonly HttpClient _http = new() { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(30) };

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        await _http.GetFromJsonAsync<JsonElement>(path, cancellationToken);

    public Task<byte[]> BytesAsync(string path, CancellationToken cancellationToken) => _http.GetByteArrayAsync(path, cancellationToken);

    public async Task PostAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync(path, null, cancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    public Task<JsonElement> GenerateAsync(string prompt, int steps, CancellationToken cancellationToken) =>
        GenerateWithAsync(new { prompt, steps, seed = 4711 }, cancellationToken);

    public async Task<JsonElement> GenerateWithAsync(object slots, CancellationToken cancellationToken)
    {
        var request = new { template = "text_to_image_sd15", slots, count = 1 };
        using var response = await _http.PostAsJsonAsync("/api/generations", request, cancellationToken);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        Assert.True(response.IsSuccessStatusCode, body.ToString());
        return body.GetProperty("jobs")[0];
    }

    /// <summary>Ids of images of different shapes, made once.</summary>
    public async Task<IReadOnlyList<string>> SomeImagesAsync(CancellationToken cancellationToken)
    {
        var page = await GetAsync("/api/images", cancellationToken);
        if (page.GetProperty("count").GetInt32() < Scenes.Length)
        {
            foreach (var (prompt, width, height) in Scenes)
            {
                await GenerateWithAsync(new { prompt, width, height, steps = 4, seed = 11 }, cancellationToken);
            }

            page = await UntilAsync("/api/images", found => found.GetProperty("count").GetInt32() >= Scenes.Length, TimeSpan.FromSeconds(120), cancellationToken);
        }

        return [.. page.GetProperty("items").EnumerateArray().Select(image => image.GetProperty("id").GetString()!)];
    }

    public Task<JsonElement> JobAsync(string id, CancellationToken cancellationToken) => GetAsync($"/api/jobs/{id}", cancellationToken);

    /// <summary>Asks until the answer fits, and says what it was when it never does.</summary>
    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> fits, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        JsonElement last = default;
        try
        {
            do
            {
                using var response = await _http.GetAsync(path, patience.Token);
                last = response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonElement>(patience.Token) : default;
                if (last.ValueKind != JsonValueKind.Undefined && fits(last))
                {
                    return last;
                }
            }
            while (await pace.WaitForNextTickAsync(patience.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"{path} did not become what was expected within {limit.TotalSeconds} s: {last}");
        }

        return last;
    }

    public void Dispose() => _http.Dispose();
}
