using System.Diagnostics;
using ComfyStudio.AppHost.Plain;

namespace ComfyStudio.AppHost.Tests.Plain;

public sealed class PlainHostTests : IDisposable
{
    private readonly ProcessGuard _guard = ProcessGuard.Start();
    private readonly RecordedLog _recorded = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_service_starts_when_the_one_it_waits_for_is_well()
    {
        var well = false;
        var host = HostOf(
            Shell("first", "echo first; sleep 600") with { Health = new Probe(() => Volatile.Read(ref well)) },
            Shell("second", "echo second; sleep 600") with { WaitsFor = ["first"] });
        var running = host.RunAsync(_stop.Token);
        await Processes.UntilAsync(() => _recorded.LinesOf("first").Count > 0, "the first service");

        Assert.Empty(_recorded.LinesOf("second"));
        Volatile.Write(ref well, true);
        await host.Ready;
        await Processes.UntilAsync(() => _recorded.LinesOf("second").Contains("second"), "the second service");

        await _stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Stopping_ends_every_process_and_what_they_started()
    {
        var host = HostOf(Shell("parent", "sleep 600 & echo $!; echo $$; wait"));
        var running = host.RunAsync(_stop.Token);
        await Processes.UntilAsync(() => NumbersOf("parent").Count == 2, "the process numbers");

        await _stop.CancelAsync();
        await running;

        await Task.WhenAll(NumbersOf("parent").Select(Processes.UntilGoneAsync));
    }

    [Fact]
    public async Task A_process_that_does_not_want_to_end_is_made_to_within_five_seconds()
    {
        var host = HostOf(Shell("deaf", "trap '' TERM INT; echo $$; while :; do sleep 1; done"));
        var running = host.RunAsync(_stop.Token);
        await Processes.UntilAsync(() => NumbersOf("deaf").Count == 1, "the process number");
        var clock = Stopwatch.StartNew();

        await _stop.CancelAsync();
        await running;

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        await Processes.UntilGoneAsync(NumbersOf("deaf")[0]);
    }

    [Fact]
    public async Task A_crashed_service_comes_back_and_the_log_says_so()
    {
        var host = HostOf(Shell("shaky", "echo $$; sleep 600"));
        var running = host.RunAsync(_stop.Token);
        await Processes.UntilAsync(() => NumbersOf("shaky").Count == 1, "the first run");
        await host.Ready;

        Process.GetProcessById(NumbersOf("shaky")[0]).Kill();

        await Processes.UntilAsync(() => NumbersOf("shaky").Count == 2, "the second run");
        Assert.Contains("shaky ended with exit code 137; it starts again in 0.5 s (1 of 5).", _recorded.Text, StringComparison.Ordinal);
        await _stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_service_that_keeps_crashing_ends_the_studio()
    {
        var time = new ImpatientTime();
        var host = new PlainHost([Shell("bystander", "echo $$; sleep 600"), Shell("broken", "sleep 0.3; exit 3")], _guard, _recorded.Log, time);

        var failure = await Assert.ThrowsAsync<SettingException>(() => host.RunAsync(_stop.Token));

        Assert.StartsWith("broken ended again with exit code 3, after 5 restarts; its own lines above say why.", failure.Message, StringComparison.Ordinal);
        await Processes.UntilGoneAsync(NumbersOf("bystander")[0]);
    }

    [Fact]
    public async Task A_service_that_ends_before_it_is_well_ends_the_studio_at_once()
    {
        var host = HostOf(Shell("broken", "echo no such setting; exit 78") with { Health = Probe.Never });

        var failure = await Assert.ThrowsAsync<SettingException>(() => host.RunAsync(_stop.Token));

        Assert.StartsWith("broken ended with exit code 78 before it was ready", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no such setting", _recorded.LinesOf("broken"));
    }

    [Fact]
    public async Task What_a_program_said_last_is_told_before_the_studio_ends()
    {
        // A terminal is slower than a pipe: the program is gone before its lines are read.
        _recorded.Pace = TimeSpan.FromMilliseconds(2);
        var host = HostOf(Shell("web", "echo started") with { Preparation = new Command("web", "/bin/sh", ["-c", "seq 1 50; echo the reason; exit 5"]) });

        // On the pool as in the program: the tests' own context would take the lines and the end in turns.
        await Assert.ThrowsAsync<SettingException>(() => Task.Run(() => host.RunAsync(_stop.Token), CancellationToken.None));

        Assert.Contains("the reason", _recorded.LinesOf("web"));
    }

    [Fact]
    public async Task A_preparation_that_fails_is_reported_and_nothing_starts()
    {
        var host = HostOf(Shell("web", "echo started") with { Preparation = new Command("web", "/bin/sh", ["-c", "exit 5"]) });

        var failure = await Assert.ThrowsAsync<SettingException>(() => host.RunAsync(_stop.Token));

        Assert.StartsWith("web could not be prepared", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_recorded.LinesOf("web"));
    }

    [Fact]
    public async Task A_service_that_can_do_without_starts_after_a_failed_preparation()
    {
        var host = HostOf(Shell("thumbnailer", "sleep 600") with
        {
            Preparation = new Command("thumbnailer", "/bin/sh", ["-c", "exit 5"]),
            StartsUnprepared = true,
        });
        var running = host.RunAsync(_stop.Token);

        await host.Ready;

        Assert.Contains("thumbnailer could not be prepared: '/bin/sh' ended with exit code 5. It starts all the same.", _recorded.Text, StringComparison.Ordinal);
        await _stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task When_the_host_is_killed_the_guard_ends_what_is_left()
    {
        var host = HostOf(Shell("orphan", "sleep 600 & echo $!; echo $$; wait"));
        var running = host.RunAsync(_stop.Token);
        await Processes.UntilAsync(() => NumbersOf("orphan").Count == 2, "the process numbers");

        // The kernel closes the guard's pipe when the host is killed; so does this.
        _guard.Dispose();

        await Task.WhenAll(NumbersOf("orphan").Select(Processes.UntilGoneAsync));
        await _stop.CancelAsync();
        await Task.WhenAny(running);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _guard.Dispose();
        _recorded.Dispose();
    }

    private PlainHost HostOf(params Service[] services) => new(services, _guard, _recorded.Log, TimeProvider.System);

    private List<int> NumbersOf(string service) =>
        [.. _recorded.LinesOf(service).Where(line => line.Length > 0 && line.All(char.IsAsciiDigit)).Select(Processes.ReadNumber)];

    private static Service Shell(string name, string script) => new(name, "/bin/sh", ["-c", script]) { Health = Probe.Always };

    // Delays end at once; clocks and timers are the system's.
    private sealed class ImpatientTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : dueTime, period);
    }
}
