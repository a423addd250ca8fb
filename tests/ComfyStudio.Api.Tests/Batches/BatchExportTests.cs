using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using ComfyStudio.Images.Exports;
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
    public async Task The_sheet_is_an_export_with_the_values_of_its_axes_at_the_edges_and_empty_places()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch(
            """{ "axes": [{ "slot": "steps", "values": [10, 20] }, { "slot": "cfg", "values": [4.5, 8] }, { "slot": "denoise", "values": [0.5, 1], "zipWith": 1 }] }"""));
        var (first, second, third) = (await _api.FinishNextAsync(shade: 1), await _api.FinishNextAsync(shade: 2), await _api.FinishNextAsync(shade: 3));

        var answer = await _api.PostAsync($"/api/batches/{id}/sheet", new JsonObject());

        Assert.Equal((202, "sheet", 4), (answer.Status, (string)answer.Body["kind"]!, (int)answer.Body["total"]!));
        var order = _api.Get<ExportShelf>().Find((string)answer.Body["id"]!)!.Order;
        Assert.Equal(["Steps 10", "Steps 20"], order.Axes!.Columns);
        Assert.Equal(["CFG + Denoise 4.5 · 0.5", "CFG + Denoise 8 · 1"], order.Axes.Rows);
        // Asked for with the later axis faster, painted row by row.
        Assert.Equal([first.RelativePath, third.RelativePath, second.RelativePath, null], order.Frames.Select(frame => frame.RelativePath));
        Assert.Equal(["1 of its 4 images are not there."], order.Warnings);
    }

    [Fact]
    public async Task A_sheet_of_seeds_follows_them_and_one_of_nothing_is_refused()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "seeds": { "count": 2, "random": false, "base": 7 } }"""));
        Assert.Equal(400, (await _api.PostAsync($"/api/batches/{id}/sheet", new JsonObject())).Status);
        await _api.FinishNextAsync();

        var answer = await _api.PostAsync($"/api/batches/{id}/sheet", new JsonObject());

        var order = _api.Get<ExportShelf>().Find((string)answer.Body["id"]!)!.Order;
        Assert.Equal(["Seed 7", "Seed 8"], order.Axes!.Columns);
        Assert.Empty(order.Axes.Rows);
    }

    [Fact]
    public async Task The_sheet_has_across_and_down_what_somebody_looks_at_so()
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch(
            """{ "axes": [{ "slot": "steps", "values": [10, 20] }, { "slot": "cfg", "values": [4.5, 8] }], "seeds": { "count": 2, "random": false, "base": 7 } }"""));
        await _api.FinishNextAsync();

        var swapped = await SheetAsync(id, "?across=axis1&down=axis0");
        Assert.Equal(["CFG 4.5", "CFG 8"], swapped.Axes!.Columns);
        // Of what is not beside it, one grid after the other.
        Assert.Equal(["Seed 7, Steps 10", "Seed 7, Steps 20", "Seed 8, Steps 10", "Seed 8, Steps 20"], swapped.Axes.Rows);

        var bySeed = await SheetAsync(id, "?across=seed&down=axis1");
        Assert.Equal(["Seed 7", "Seed 8"], bySeed.Axes!.Columns);
        Assert.Equal(["Steps 10, CFG 4.5", "Steps 10, CFG 8", "Steps 20, CFG 4.5", "Steps 20, CFG 8"], bySeed.Axes.Rows);
    }

    [Theory]
    [InlineData("?across=axis2", "across", "Say row, seed or axis0.")]
    [InlineData("?across=axis-0", "across", "Say row, seed or axis0.")]
    [InlineData("?across=seed&down=seed", "down", "The same cannot go across and down.")]
    public async Task A_sheet_of_what_the_batch_has_not_is_refused_at_the_field(string query, string field, string message)
    {
        var id = await _api.SubmitBatchAsync(BatchWords.Batch("""{ "axes": [{ "slot": "steps", "values": [10, 20] }] }"""));
        await _api.FinishNextAsync();

        var answer = await _api.PostAsync($"/api/batches/{id}/sheet{query}", new JsonObject());

        Assert.Equal((400, message), (answer.Status, (string)answer.Body["errors"]![field]![0]!));
    }

    private async Task<ExportOrder> SheetAsync(string id, string query)
    {
        var answer = await _api.PostAsync($"/api/batches/{id}/sheet{query}", new JsonObject());
        Assert.Equal(202, answer.Status);
        return _api.Get<ExportShelf>().Find((string)answer.Body["id"]!)!.Order;
    }

    private static IReadOnlyList<string> Entries(Answer answer)
    {
        using var zip = new ZipArchive(new MemoryStream(answer.Bytes));
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }
}
