using ComfyStudio.Bench.Measuring;
using StackExchange.Redis;

namespace ComfyStudio.Bench.Queue;

/// <summary>
/// The rival: a queue that is a plain list of payloads on the same server, with the same client and the same durability. It knows no
/// lease, priority, lane, state or event, so it is the floor rather than an alternative.
/// </summary>
internal sealed class BareList(IDatabaseAsync database, byte[] payload)
{
    private const string Waiting = "bare:waiting";
    private const string Taken = "bare:taken";

    public Samples Claims { get; } = new();

    public async Task FillAsync(int count)
    {
        foreach (var chunk in Enumerable.Repeat((RedisValue)payload, count).Chunk(500))
            await database.ListRightPushAsync(Waiting, chunk);
    }

    public async Task CycleAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await Claims.TimeAsync(() => database.ListRightPopLeftPushAsync(Waiting, Taken));
            await database.ListLeftPopAsync(Taken);
            await database.ListLeftPushAsync(Waiting, payload);
        }
    }
}
