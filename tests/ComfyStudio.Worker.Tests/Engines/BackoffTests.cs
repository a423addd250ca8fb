using ComfyStudio.Worker.Engines;

namespace ComfyStudio.Worker.Tests.Engines;

public sealed class BackoffTests
{
    [Fact]
    public void Pauses_double_up_to_the_longest_and_begin_anew_after_a_success()
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5), new Random(3));
        double[] full = [250, 500, 1000, 2000, 4000, 5000, 5000];

        foreach (var longest in full)
            Assert.InRange(backoff.Next().TotalMilliseconds, longest * 0.75, longest);

        backoff.Reset();
        Assert.InRange(backoff.Next().TotalMilliseconds, 250 * 0.75, 250);
    }
}
