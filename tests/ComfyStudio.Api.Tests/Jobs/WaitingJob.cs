using System.Text.Json;
using ComfyStudio.Jobs;

namespace ComfyStudio.Api.Tests.Jobs;

internal static class WaitingJob
{
    /// <summary>A job in the queue that nobody has taken yet.</summary>
    public static Job Needing(JobRequirements requirements, DateTimeOffset createdAt) => new()
    {
        State = JobState.Queued,
        Sequence = 1,
        Spec = new JobSpec
        {
            Id = JobId.New(TimeProvider.System),
            GroupId = GroupId.New(TimeProvider.System),
            Index = 0,
            Owner = "local",
            TemplateId = "t",
            TemplateVersion = "1",
            Slots = new Dictionary<string, JsonElement>(),
            Graph = default,
            Requirements = requirements,
            CreatedAt = createdAt,
        },
    };
}
