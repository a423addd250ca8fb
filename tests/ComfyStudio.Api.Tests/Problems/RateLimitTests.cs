using ComfyStudio.Testing;

namespace ComfyStudio.Api.Tests.Problems;

public sealed class RateLimitTests(RedisServer redis)
{
    [Fact]
    public async Task A_loop_gone_wild_is_asked_to_wait()
    {
        await using var api = await StudioApi.StartAsync(redis, ("Generation:RequestsPerMinute", "2"));
        await api.SubmitAsync();
        await api.SubmitAsync();

        var answer = await api.PostAsync("/api/generations", StudioApi.Request());

        Assert.Equal(429, answer.Status);
        Assert.Equal("/problems/too-many-requests", answer.ProblemType);
        Assert.NotNull(answer.Header("Retry-After"));
        Assert.Equal(200, (await api.GetAsync("/api/jobs")).Status);
    }
}
