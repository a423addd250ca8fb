using ComfyStudio.ComfyUI;
using ComfyStudio.Worker.Engines;

namespace ComfyStudio.Worker.Tests.Engines;

public sealed class PromptInboxTests
{
    private readonly PromptInbox _inbox = new(TimeProvider.System);

    [Fact]
    public async Task Of_previews_and_steps_only_the_newest_is_kept_and_previews_come_last()
    {
        for (var step = 1; step <= 100; step++)
        {
            _inbox.Post(new ComfyUIEvent.Preview(new byte[] { (byte)step }, "image/jpeg", "p", "5"));
            _inbox.Post(new ComfyUIEvent.Progress("p", "5", step, 100));
        }

        Assert.Equal(100, Assert.IsType<ComfyUIEvent.Progress>((await ReadAsync())?.Event).Value);
        Assert.Equal(100, Assert.IsType<ComfyUIEvent.Preview>((await ReadAsync())?.Event).Image.Span[0]);
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task The_last_step_of_a_node_comes_before_the_next_node()
    {
        _inbox.Post(new ComfyUIEvent.Executing("5", "5", "p"));
        _inbox.Post(new ComfyUIEvent.Progress("p", "5", 20, 20));
        _inbox.Post(new ComfyUIEvent.Executing("6", "6", "p"));

        Assert.Equal("5", Assert.IsType<ComfyUIEvent.Executing>((await ReadAsync())?.Event).Node);
        Assert.Equal("5", Assert.IsType<ComfyUIEvent.Progress>((await ReadAsync())?.Event).Node);
        Assert.Equal("6", Assert.IsType<ComfyUIEvent.Executing>((await ReadAsync())?.Event).Node);
    }

    [Fact]
    public async Task A_nudge_ends_the_wait_without_an_event()
    {
        var reading = _inbox.ReadAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        _inbox.Nudge();

        Assert.Null(await reading);
    }

    [Fact]
    public void Frames_without_a_prompt_belong_to_the_one_that_executes()
    {
        var router = new EventRouter(TimeProvider.System);
        var mine = router.Open("mine");

        router.Route(new ComfyUIEvent.Executing("5", "5", "mine"));
        router.Route(new ComfyUIEvent.Preview(new byte[1], "image/jpeg", null, null));

        Assert.IsType<ComfyUIEvent.Executing>(Read(mine));
        Assert.IsType<ComfyUIEvent.Preview>(Read(mine));
    }

    private Task<HeardEvent?> ReadAsync() => _inbox.ReadAsync(TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken);

    private static ComfyUIEvent? Read(PromptInbox inbox)
    {
        var reading = inbox.ReadAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.True(reading.IsCompletedSuccessfully);
        return reading.GetAwaiter().GetResult()?.Event;
    }
}
