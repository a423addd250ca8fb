using System.Net;
using ComfyStudio.ServiceDefaults.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ComfyStudio.ServiceDefaults.Tests.Http;

public sealed class ResilienceTests
{
    private static readonly Uri Server = new("http://engine.test/");

    [Fact]
    public async Task A_get_is_tried_again_until_it_succeeds()
    {
        var engine = new ScriptedServer(HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK);

        var response = await ClientFor(engine).GetAsync(Server, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, engine.Requests);
    }

    [Fact]
    public async Task A_post_is_never_sent_twice()
    {
        var engine = new ScriptedServer(HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK);

        var response = await ClientFor(engine).PostAsync(Server, new StringContent("{}"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(1, engine.Requests);
    }

    [Fact]
    public async Task The_last_answer_is_handed_on_when_all_attempts_fail()
    {
        var engine = new ScriptedServer(HttpStatusCode.BadGateway);

        var response = await ClientFor(engine).GetAsync(Server, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(3, engine.Requests);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_a_request_failure()
    {
        var engine = new ScriptedServer { Silent = true };
        var client = ClientFor(engine, options => (options.AttemptTimeout, options.Retries) = (TimeSpan.FromMilliseconds(50), 0));

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(Server, TestContext.Current.CancellationToken));

        Assert.Contains("http://engine.test did not answer within", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_keeps_failing_is_left_alone_while_others_are_still_asked()
    {
        var engine = new ScriptedServer(HttpStatusCode.InternalServerError);
        var client = ClientFor(engine, options => (options.Retries, options.BreakerThroughput) = (0, 4));
        for (var attempt = 0; attempt < 4; attempt++)
        {
            await client.GetAsync(Server, TestContext.Current.CancellationToken);
        }

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(Server, TestContext.Current.CancellationToken));
        await client.GetAsync(new Uri("http://other.test/"), TestContext.Current.CancellationToken);

        Assert.Equal(5, engine.Requests);
    }

    [Fact]
    public async Task The_callers_own_cancellation_stays_a_cancellation()
    {
        using var cancellation = new CancellationTokenSource();
        var request = ClientFor(new ScriptedServer { Silent = true }).GetAsync(Server, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
    }

    private static HttpClient ClientFor(ScriptedServer server, Action<ResilienceOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddHttpClient("engine")
            .ConfigurePrimaryHttpMessageHandler(() => server)
            .AddResilience(options =>
            {
                options.RetryDelay = TimeSpan.FromMilliseconds(1);
                configure?.Invoke(options);
            });
        return services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient("engine");
    }

    // Answers in order; the last answer repeats.
    private sealed class ScriptedServer(params HttpStatusCode[] answers) : HttpMessageHandler
    {
        private int _requests;

        public bool Silent { get; init; }

        public int Requests => _requests;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var number = Interlocked.Increment(ref _requests);
            if (Silent)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            return new HttpResponseMessage(answers[Math.Min(number, answers.Length) - 1]);
        }
    }
}
