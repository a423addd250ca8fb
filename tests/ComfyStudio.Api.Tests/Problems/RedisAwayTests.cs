using ComfyStudio.Api.Tests.Live;
using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Problems;

public sealed class RedisAwayTests
{
    private static readonly (string, string) Impatient = ("Jobs:CallTimeout", "00:00:00.500");

    [Fact]
    public async Task The_studio_starts_without_its_queue_says_so_and_comes_back_by_itself()
    {
        await using var redis = new RedisServer();
        await redis.InitializeAsync();
        await redis.KillAsync();
        await using var api = await StudioApi.StartOnAsync(redis.ConnectionString, "q", Impatient);

        Assert.Equal(200, (await api.GetAsync("/alive")).Status);
        Assert.Equal(200, (await api.GetAsync("/api/images")).Status);
        Assert.False((bool)(await api.GetAsync("/api/system")).Body["redisOnline"]!);
        foreach (var path in new[] { "/api/jobs", "/api/queue", "/api/engines", "/api/models", "/api/comfyui/models" })
            await AssertAwayAsync(await api.GetAsync(path));
        await AssertAwayAsync(await api.PostAsync("/api/generations", StudioApi.Request()));

        await redis.RestartAsync();

        await UntilAsync(async () => (await api.GetAsync("/api/queue")).Status == 200);
        await api.SubmitAsync();
    }

    [Fact]
    public async Task A_tab_that_opens_while_the_queue_is_away_is_greeted_when_it_is_back()
    {
        await using var redis = new RedisServer();
        await redis.InitializeAsync();
        await using var api = await StudioApi.StartOnAsync(redis.ConnectionString, "q", Impatient);
        await UntilAsync(async () => (await api.GetAsync("/api/queue")).Status == 200);
        await redis.KillAsync();

        await using var tab = await EventReader.OpenAsync(api);
        Assert.Equal("heartbeat", (await tab.NextAsync()).Type);
        await redis.RestartAsync();

        await tab.NextAsync("hello");
        var ids = await api.SubmitAsync();
        Assert.Equal(ids[0].ToString(), (string)(await tab.NextAsync("job")).Data["id"]!);
    }

    private static Task AssertAwayAsync(Answer answer)
    {
        Assert.Equal(503, answer.Status);
        Assert.Equal("/problems/queue-away", answer.ProblemType);
        Assert.NotNull(answer.Header("Retry-After"));
        return Task.CompletedTask;
    }

    private static Task UntilAsync(Func<Task<bool>> isSo) => Eventually.TrueAsync(isSo, TestContext.Current.CancellationToken);
}
