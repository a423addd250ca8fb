using System.ComponentModel.DataAnnotations;

namespace ComfyStudio.Api.Live;

internal sealed class LiveOptions
{
    public const string Section = "Live";

    /// <summary>How often a silent stream says that it is there. Proxies and browsers give up on longer silences.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:15")]
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The least time between two progress events of one job.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:10")]
    public TimeSpan HintInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Messages a slow tab may lie behind before they are dropped for one "reset".</summary>
    [Range(8, 100_000)]
    public int Backlog { get; init; } = 256;

    /// <summary>Events a returning tab is told one by one; after a longer absence it is told to fetch everything anew.</summary>
    [Range(1, 100_000)]
    public int MaxReplay { get; init; } = 1000;
}
