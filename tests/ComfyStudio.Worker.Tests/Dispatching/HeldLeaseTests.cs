using ComfyStudio.Jobs;
using ComfyStudio.Worker.Dispatching;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Dispatching;

public sealed class HeldLeaseTests
{
    private readonly List<string> _written = [];

    [Fact]
    public async Task Of_the_notes_that_wait_only_the_newest_is_written_and_before_whatever_follows()
    {
        using var lease = Lease();
        var firstAnswer = new TaskCompletionSource<LeaseAnswer>();

        lease.Note(Writing("submitted", firstAnswer.Task), Cancel);
        lease.Note(Writing("running"), Cancel);
        lease.Note(Writing("collecting"), Cancel);
        var end = lease.WriteAsync(Writing("complete"), Cancel);
        Assert.Equal(["submitted"], _written);
        firstAnswer.SetResult(LeaseAnswer.Held);
        await end;

        Assert.Equal(["submitted", "collecting", "complete"], _written);
    }

    [Fact]
    public async Task A_note_is_written_at_once_when_none_is_under_way()
    {
        using var lease = Lease();

        lease.Note(Writing("submitted"), Cancel);
        lease.Note(Writing("running"), Cancel);
        await lease.ConfirmAsync(Cancel);

        Assert.Equal(["submitted", "running"], _written);
    }

    [Fact]
    public async Task A_note_that_is_refused_loses_the_lease_and_stops_what_follows()
    {
        using var lease = Lease();

        lease.Note(Writing("submitted", Task.FromResult(LeaseAnswer.Lost)), Cancel);

        await Assert.ThrowsAsync<LeaseLostException>(() => lease.WriteAsync(Writing("complete"), Cancel));
        Assert.True(lease.Lost.IsCancellationRequested);
        Assert.Equal(["submitted"], _written);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // No write of these asks Redis, so there need not be one.
    private static HeldLease Lease() =>
        new(new JobLease(TestJobs.Job(), Fence: 1, "gpu-1", "worker-1"), queue: null!, TimeProvider.System, TimeProvider.System.GetTimestamp());

    private Transition Writing(string what, Task<LeaseAnswer>? answer = null) => (_, _, _) =>
    {
        _written.Add(what);
        return answer ?? Task.FromResult(LeaseAnswer.Held);
    };
}
