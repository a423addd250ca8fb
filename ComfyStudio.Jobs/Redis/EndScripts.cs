namespace ComfyStudio.Jobs.Redis;

/// <summary>How a job under a lease ends or goes back. ARGV and answers begin as in <see cref="LeaseScripts"/>.</summary>
internal static class EndScripts
{
    // KEYS: prefix.  ARGV: id, fence, lease, outputs (JSON array), how the run went (JSON) or '', then each output (JSON).
    // Its own repeat is answered like the first time and writes nothing, so each image is announced once.
    // Returns the answer, when it started, when it ended (ms, '' for a repeat).
    public static readonly RedisScript Complete = new(nameof(Complete),
        """
        local job, seen = held(ARGV[1], ARGV[2], ARGV[3])
        if not job then
          local repeated = seen and seen.state == 'Succeeded' and seen.attempt == tonumber(ARGV[2])
          return { repeated and HELD or LOST, '', '' }
        end
        redis.call('HSET', at(job.id), 'outputs', ARGV[4])
        -- Stored so soon that nobody wrote when that began.
        redis.call('HSETNX', at(job.id), 'collecting', now)
        if ARGV[5] ~= '' then
          redis.call('LPUSH', P .. 'samples:' .. job.engine, ARGV[5])
          redis.call('LTRIM', P .. 'samples:' .. job.engine, 0, 499)
        end
        for i = 6, #ARGV do
          log('kind', 'Image', 'job', job.id, 'group', job.group, 'owner', job.owner, 'engine', job.engine, 'trace', job.trace, 'output', ARGV[i])
        end
        finish(job, 'Succeeded')
        published()
        -- First those who tell of it: a thumbnail takes a processor for a while.
        redis.call('PUBLISH', P .. 'images', 'soon')
        return { HELD, job.started or '', now }
        """);

    // KEYS: prefix.  ARGV: id, fence, lease, failure (JSON), 'Retry' | 'Fail' | 'Park', delay (ms), 1 when the engine died,
    // 1 when another engine should try it.
    // A retry of a job that somebody wants cancelled ends it instead.
    public static readonly RedisScript Fail = new(nameof(Fail),
        """
        local job, seen = held(ARGV[1], ARGV[2], ARGV[3])
        if not job then
          local ended = seen and (seen.state == 'Failed' or seen.state == 'Parked') and seen.attempt == tonumber(ARGV[2])
          return ended and HELD or LOST
        end
        note_failure(job.id, ARGV[4])
        if ARGV[7] == '1' then redis.call('HINCRBY', at(job.id), 'deaths', 1) end
        if ARGV[8] == '1' then
          redis.call('HSET', at(job.id), 'avoid', job.engine)
          job.avoid = job.engine
        end
        if ARGV[5] == 'Retry' then requeue(job, tonumber(ARGV[6])) else finish(job, ARGV[5] == 'Park' and 'Parked' or 'Failed') end
        published()
        wake()
        return answer(job)
        """);

    // KEYS: prefix.  ARGV: id, fence, lease.
    public static readonly RedisScript Cancelled = new(nameof(Cancelled),
        """
        local job, seen = held(ARGV[1], ARGV[2], ARGV[3])
        if not job then return seen and seen.state == 'Cancelled' and seen.attempt == tonumber(ARGV[2]) and HELD or LOST end
        finish(job, 'Cancelled')
        published()
        return HELD
        """);

    // KEYS: prefix.  ARGV: id, fence, lease.
    public static readonly RedisScript Release = new(nameof(Release),
        """
        local job = held(ARGV[1], ARGV[2], ARGV[3])
        if not job then return LOST end
        hand_back(job)
        published()
        wake()
        return answer(job)
        """);

    // KEYS: prefix.  ARGV: id, fence, lease.  For a job that surely is on no engine: it takes its old place in the queue.
    public static readonly RedisScript GiveBack = new(nameof(GiveBack),
        """
        local job = held(ARGV[1], ARGV[2], ARGV[3])
        if not job then return LOST end
        requeue(job, 0)
        published()
        wake()
        return HELD
        """);
}
