using System.Net;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Webhooks;

/// <summary>When a message that did not arrive is tried again: soon at first, then rarer, for about three days.</summary>
internal sealed class RetrySchedule(IOptions<WebhooksOptions> options, Random random)
{
    /// <summary>In units of the first pause of five seconds: 5 s, 1 min, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h.</summary>
    private static readonly double[] Pauses = [1, 12, 60, 360, 1440, 3600, 7200, 10_080, 14_400, 17_280];

    /// <summary>Null when it has been tried often enough.</summary>
    /// <param name="triesBefore">Without the one that just failed.</param>
    public TimeSpan? PauseAfter(int triesBefore)
    {
        if (triesBefore >= Pauses.Length)
            return null;
        // Up to a tenth longer, so that messages that failed together do not come back together.
        return options.Value.FirstPause * Pauses[triesBefore] * (1 + (0.1 * random.NextDouble()));
    }

    /// <summary>A receiver that names a time is not asked before it.</summary>
    public static TimeSpan Heed(TimeSpan pause, HttpStatusCode status, TimeSpan? retryAfter) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && retryAfter > pause && retryAfter < TimeSpan.FromDays(1)
            ? retryAfter.Value
            : pause;
}
