using ComfyStudio.Api.Live;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Tests.Live;

public class LiveTellerTests
{
    private static readonly JobId One = JobId.New(TimeProvider.System);
    private static readonly JobId Other = JobId.New(TimeProvider.System);

    [Fact]
    public void Of_what_came_together_only_the_last_word_about_each_job_and_engine_is_told_and_the_order_stays()
    {
        StudioEvent[] page =
        [
            new("1-0", StudioEventKind.Job) { JobId = One },
            new("2-0", StudioEventKind.Engine) { EngineId = "gpu-1" },
            new("3-0", StudioEventKind.Job) { JobId = Other },
            new("4-0", StudioEventKind.Image) { JobId = One },
            new("5-0", StudioEventKind.Image) { JobId = One },
            new("6-0", StudioEventKind.Job) { JobId = One },
            new("7-0", StudioEventKind.Engine) { EngineId = "gpu-1" },
            new("8-0", StudioEventKind.Gap),
        ];

        Assert.Equal(["3-0", "4-0", "5-0", "6-0", "7-0", "8-0"], LiveTeller.WithoutOutdated(page).Select(told => told.Id));
    }
}
