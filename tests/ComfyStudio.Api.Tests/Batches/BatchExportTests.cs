using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Batches;

public sealed class BatchExportTests(RedisServer redis) : IAsyncLifetime
{
    private StudioApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await StudioApi.StartAsync(redis, ("Batches:KeepInterval", "01:00:00"));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task A_batch_is_a_table_with_a_row_for_each_image()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch(
            """{ "seeds": { "count": 1, "random": false, "base": 9 }, "axes": [{ "slot": "cfg", "values": [4.5, 5] }, { "slot": "negative", "values": ["=1+1, \"x\""] }] }"""));
        var image = await _api.FinishNextAsync();
        await _api.FailNextAsync();

        var answer = await _api.GetAsync($"/api/batches/{id}/table.csv");

        Assert.Equal("text/csv", answer.ContentHeaders.ContentType?.MediaType);
        Assert.Equal(
            ["index,prompt,cfg,negative,seed,file,state,failure",
             $"1,a lighthouse at dusk,4.5,\"'=1+1, \"\"x\"\"\",9,{image.RelativePath},succeeded,",
             "2,a lighthouse at dusk,5,\"'=1+1, \"\"x\"\"\",9,,failed,Required input is missing: model"],
            Encoding.UTF8.GetString(answer.Bytes).TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task FUN_BATCH_GEN_023_the_chosen_images_come_as_a_zip_with_the_table()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 3 } }"""));
        var images = new[] { await _api.FinishNextAsync(shade: 1), await _api.FinishNextAsync(shade: 2), await _api.FinishNextAsync(shade: 3) };

        var chosen = await _api.GetAsync($"/api/batches/{id}/archive?images={images[0].Id}&images={images[2].Id}");
        var all = await _api.GetAsync($"/api/batches/{id}/archive");

        Assert.Equal(3, Entries(chosen).Count);
        Assert.Equal("batch.csv", Entries(chosen)[0]);
        Assert.Equal(4, Entries(all).Count);
        Assert.Equal(404, (await _api.GetAsync($"/api/batches/{id}/archive?images={new string('0', 32)}")).Status);
    }

    [Fact]
    public async Task A_grid_that_is_too_large_for_one_page_is_refused_with_what_to_do()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 401 } }"""));

        var answer = await _api.PostAsync($"/api/batches/{id}/sheet", JsonNode.Parse("""{ "columns": 11 }"""));

        Assert.Equal(400, answer.Status);
        Assert.Contains("401", answer.Error("images"), StringComparison.Ordinal);
        Assert.NotEmpty(answer.Error("columns"));
    }

    private static IReadOnlyList<string> Entries(Answer answer)
    {
        using var zip = new ZipArchive(new MemoryStream(answer.Bytes));
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }
}
