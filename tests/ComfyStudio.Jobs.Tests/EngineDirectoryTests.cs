using ComfyStudio.Jobs.Redis;
using ComfyStudio.Testing;

namespace ComfyStudio.Jobs.Tests;

public sealed class EngineDirectoryTests(RedisServer redis)
{
    private static readonly EngineCredentials None = new(null, null, null);
    private static readonly EngineCredentials Secret = new("sesame-4711", null, null);
    private static readonly StudioEngine Attic = new()
    {
        Id = "attic-1f",
        Name = "Attic",
        Address = "http://10.0.0.7:8188",
        Tags = ["fast", "sdxl"],
        Weight = 2,
        AddedAt = DateTimeOffset.UnixEpoch,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_engine_is_listed_as_it_was_added_and_its_id_is_taken()
    {
        await using var queue = new TestQueue(redis);
        var directory = queue.Get<EngineDirectory>();

        Assert.True(await directory.AddAsync(Attic, None, Cancel));
        Assert.False(await directory.AddAsync(Attic with { Name = "Another" }, Secret, Cancel));

        Assert.Equivalent(Attic with { Revision = 1 }, Assert.Single(await directory.ListAsync(Cancel)), strict: true);
        Assert.Equal("Attic", (await directory.FindAsync("attic-1f", Cancel))?.Name);
        Assert.Null(await directory.FindAsync("cellar", Cancel));
        Assert.Equal(None, await directory.FindCredentialsAsync("attic-1f", Cancel));
    }

    [Fact]
    public async Task Credentials_are_kept_changed_or_dropped_apart_from_the_rest()
    {
        await using var queue = new TestQueue(redis);
        var directory = queue.Get<EngineDirectory>();
        await directory.AddAsync(Attic, Secret, Cancel);

        Assert.True(await directory.ChangeAsync(Attic with { Name = "Loft" }, null, Cancel));
        Assert.Equal(Secret, await directory.FindCredentialsAsync("attic-1f", Cancel));
        Assert.Equal(("Loft", true, 2), Seen(await directory.FindAsync("attic-1f", Cancel)));

        await directory.ChangeAsync(Attic, None, Cancel);
        Assert.Equal(None, await directory.FindCredentialsAsync("attic-1f", Cancel));
        Assert.Equal(("Attic", false, 3), Seen(await directory.FindAsync("attic-1f", Cancel)));

        Assert.False(await directory.ChangeAsync(Attic with { Id = "cellar" }, null, Cancel));
    }

    [Fact]
    public async Task A_secret_is_in_no_list_no_event_and_no_printed_record()
    {
        await using var queue = new TestQueue(redis);
        var directory = queue.Get<EngineDirectory>();
        await directory.AddAsync(Attic, new EngineCredentials("sesame-4711", "ali", "baba-0815"), Cancel);

        var connection = queue.Get<RedisConnection>();
        var shown = await connection.CallAsync(database => database.HashGetAsync(connection.Keys.Prefix + "directory", "attic-1f"), Cancel);
        string[] words =
        [
            (string)shown!, string.Join(' ', await directory.ListAsync(Cancel)), new { Credentials = Secret }.ToString()!,
            string.Join(' ', await queue.LoggedAsync()),
        ];

        Assert.All(words, word => Assert.DoesNotMatch("sesame|ali|baba", word));
    }

    [Fact]
    public async Task A_removed_engine_can_be_restored_until_it_leaves()
    {
        await using var queue = new TestQueue(redis);
        var directory = queue.Get<EngineDirectory>();
        await directory.AddAsync(Attic, Secret, Cancel);

        var leaves = await directory.RemoveAsync("attic-1f", Cancel);
        Assert.Equal(leaves, await directory.RemoveAsync("attic-1f", Cancel));
        Assert.Equal(leaves, (await directory.FindAsync("attic-1f", Cancel))?.LeavesAt);
        Assert.False(await directory.ChangeAsync(Attic, null, Cancel));

        Assert.True(await directory.RestoreAsync("attic-1f", Cancel));
        Assert.Null((await directory.FindAsync("attic-1f", Cancel))?.LeavesAt);
        Assert.Equal(Secret, await directory.FindCredentialsAsync("attic-1f", Cancel));
        Assert.False(await directory.RestoreAsync("attic-1f", Cancel));
        Assert.Null(await directory.RemoveAsync("cellar", Cancel));
    }

    [Fact]
    public async Task Nothing_stays_of_an_engine_that_left()
    {
        await using var queue = new TestQueue(redis);
        var directory = queue.Get<EngineDirectory>();
        await directory.AddAsync(Attic, Secret, Cancel);
        await directory.RemoveAsync("attic-1f", Cancel);
        var connection = queue.Get<RedisConnection>();
        await connection.CallAsync(database => database.SortedSetAddAsync(connection.Keys.Prefix + "directory:leaving", "attic-1f", 1), Cancel);

        Assert.Empty(await directory.ListAsync(Cancel));

        Assert.False(await directory.RestoreAsync("attic-1f", Cancel));
        foreach (var key in new[] { "directory", "directory:secrets", "directory:revisions", "directory:leaving" })
            Assert.False(await queue.ExistsAsync(key), key);
    }

    [Fact]
    public async Task Every_change_is_announced_to_workers_and_pages()
    {
        await using var queue = new TestQueue(redis, options => options.PollInterval = TimeSpan.FromSeconds(60));
        var directory = queue.Get<EngineDirectory>();
        await using var wakes = directory.WatchAsync(Cancel).GetAsyncEnumerator(Cancel);
        await wakes.MoveNextAsync();
        Assert.Equal(QueueWake.Started, wakes.Current);

        await directory.AddAsync(Attic, None, Cancel);
        await wakes.MoveNextAsync();
        await directory.ChangeAsync(Attic with { Weight = 3 }, null, Cancel);
        await wakes.MoveNextAsync();
        await directory.RemoveAsync("attic-1f", Cancel);
        await wakes.MoveNextAsync();

        Assert.Equal(QueueWake.Published, wakes.Current);
        var logged = await queue.LoggedAsync();
        Assert.Equal(3, logged.Count);
        Assert.All(logged, happened => Assert.Equal((StudioEventKind.Engine, "attic-1f"), (happened.Kind, happened.EngineId)));
    }

    private static (string? Name, bool HasCredentials, int Revision) Seen(StudioEngine? engine) =>
        (engine?.Name, engine?.HasCredentials is true, (int)(engine?.Revision ?? 0));
}
