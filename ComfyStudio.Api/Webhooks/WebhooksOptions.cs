using System.ComponentModel.DataAnnotations;

namespace ComfyStudio.Api.Webhooks;

internal sealed class WebhooksOptions
{
    public const string Section = "Webhooks";

    /// <summary>
    /// Lets messages go to this machine and its own network. Off by default: whoever may add a webhook could otherwise make the studio knock at
    /// addresses that only it can reach.
    /// </summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>How long a receiver may take to answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:50")]
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Before the second try; later pauses grow with it, to three days in all.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(5);
}
