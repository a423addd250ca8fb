using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ComfyStudio.ServiceDefaults.Http;

internal sealed class ResilienceHandler(ResiliencePipelines pipelines) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var authority = request.RequestUri!.GetLeftPart(UriPartial.Authority);
        try
        {
            return await pipelines.For(authority, IsRepeatable(request)).ExecuteAsync(
                static async (state, token) => await state.Self.SendOnceAsync(state.Request, token),
                (Self: this, Request: request),
                cancellationToken);
        }
        catch (BrokenCircuitException exception)
        {
            throw new HttpRequestException($"{authority} failed several times in a row; it is left alone for a few seconds.", exception);
        }
        catch (TimeoutRejectedException exception)
        {
            throw new HttpRequestException($"{authority} did not answer within {exception.Timeout.TotalSeconds:0.#} s.", exception);
        }
    }

    private Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.SendAsync(request, cancellationToken);

    // A body may be a stream that is gone after the first attempt.
    private static bool IsRepeatable(HttpRequestMessage request) =>
        request.Content is null
        && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head || request.Method == HttpMethod.Options
            || request.Method == HttpMethod.Put || request.Method == HttpMethod.Delete);
}
