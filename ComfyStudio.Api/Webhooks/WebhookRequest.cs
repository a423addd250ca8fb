using ComfyStudio.Api.Problems;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Webhooks;

/// <param name="Url">http or https; for another machine better https.</param>
/// <param name="Events">Of <c>group.finished</c> and <c>job.failed</c>; both when left out.</param>
/// <param name="Enabled">True when left out.</param>
internal sealed record WebhookRequest(string? Url, IReadOnlyList<string>? Events, bool? Enabled)
{
    private const int LongestUrl = 2000;

    public IReadOnlyList<string> WantedEvents => Events is null ? WebhookEvents.All : [.. Events.Distinct()];

    public FieldErrors Check()
    {
        var errors = new FieldErrors();
        if (ProblemOf(Url) is { } problem)
            errors.Add("url", problem);
        if (Events is { Count: 0 })
            errors.Add("events", $"Choose at least one of {string.Join(", ", WebhookEvents.All)}.");
        foreach (var unknown in (Events ?? []).Except(WebhookEvents.All))
            errors.Add("events", $"There is no event '{unknown}'; there are {string.Join(", ", WebhookEvents.All)}.");
        return errors;
    }

    private static string? ProblemOf(string? url) => url switch
    {
        null or "" => "Give the address that wants to be told, for example https://example.org/hook.",
        { Length: > LongestUrl } => $"An address has at most {LongestUrl} characters.",
        _ when !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0 =>
            "This is no http or https address.",
        _ when new Uri(url).UserInfo.Length > 0 => "Leave user and password out: each message is signed instead.",
        _ => null,
    };
}
