namespace ComfyStudio.Jobs.Redis;

/// <summary>
/// What the holder of a lease may write. Each begins with ARGV: id, fence, lease (ms); each renews the lease; each returns 0 when the lease
/// is lost and nothing was written, 2 when somebody asked to cancel the job, else 1.
/// </summary>
internal static class LeaseScripts
{
    private const string Held =
        """
        local job = held(ARGV[1], ARGV[2], ARGV[3])
        if not job then return LOST end

        -- Nobody is woken for a state that passes in milliseconds: it is read with the next one, or with the next look.
        local PASSING = { Submitting = true, Submitted = true, Collecting = true }

        local function enter(state)
          if job.state == state then return end
          move(job, state)
          announce(job)
          if not PASSING[state] then published() end
        end

        local function note_start()
          redis.call('HSETNX', at(job.id), 'submitted', now)
          redis.call('HSETNX', at(job.id), 'started', now)
        end

        """;

    // KEYS: prefix.  ARGV: id, fence, lease.
    public static readonly RedisScript Renew = new(nameof(Renew), Held + "return answer(job)");

    // KEYS: prefix.  ARGV: id, fence, lease.  Renews only what would end soon: whoever asks right before the next write waits for no disk.
    public static readonly RedisScript Confirm = new(nameof(Confirm),
        """
        local seen, expires = load(ARGV[1]), redis.call('ZSCORE', P .. 'leases', ARGV[1])
        if seen and seen.attempt == tonumber(ARGV[2]) and expires and expires - now > ARGV[3] / 3 then return answer(seen) end

        """ + Held + "return answer(job)");

    // KEYS: prefix.  ARGV: id, fence, lease, prompt id, engine instance.
    // Refused for a job that may be on the engine already: it must become Unknown and be settled first.
    public static readonly RedisScript Submitting = new(nameof(Submitting),
        Held +
        """
        local again = job.state == 'Submitting' and redis.call('HGET', at(job.id), 'prompt') == ARGV[4]
        if not (job.state == 'Leased' or job.state == 'Unknown' or again) then
          return redis.error_reply('WRONGSTATE A job that is ' .. job.state .. ' may be on the engine already; settle it first')
        end
        fix_prompt(job, ARGV[4], ARGV[5])
        enter('Submitting')
        return answer(job)
        """);

    // KEYS: prefix.  ARGV: id, fence, lease.  Says nothing new of a job that is further on.
    public static readonly RedisScript Submitted = new(nameof(Submitted),
        Held +
        """
        if job.state == 'Submitting' or job.state == 'Unknown' then
          redis.call('HSETNX', at(job.id), 'submitted', now)
          enter('Submitted')
        end
        return answer(job)
        """);

    // KEYS: prefix.  ARGV: id, fence, lease.  Says nothing new of a job that is further on.
    public static readonly RedisScript Running = new(nameof(Running),
        Held +
        """
        if job.state == 'Submitting' or job.state == 'Submitted' or job.state == 'Unknown' then
          note_start()
          enter('Running')
        end
        return answer(job)
        """);

    // KEYS: prefix.  ARGV: id, fence, lease, 1 when it was seen to run.
    // A run so short that nobody wrote its beginning began now, as far as anybody can tell.
    public static readonly RedisScript Collecting = new(nameof(Collecting),
        Held +
        """
        if ARGV[4] == '1' then note_start() end
        redis.call('HSETNX', at(job.id), 'collecting', now)
        enter('Collecting')
        return answer(job)
        """);

    // KEYS: prefix.  ARGV: id, fence, lease, reason.
    public static readonly RedisScript Unknown = new(nameof(Unknown),
        Held +
        """
        redis.call('HSET', at(job.id), 'unknown', ARGV[4])
        enter('Unknown')
        return answer(job)
        """);

    // KEYS: prefix.  ARGV: id, fence, lease, kind, what it tells (the last field of a JSON object), bytes or ''.
    // Published and not written, so that no disk is asked for what the next step replaces. Renews no lease. Returns nothing.
    public static readonly RedisScript Hint = new(nameof(Hint),
        """
        local job = load(ARGV[1])
        if not job or job.attempt ~= tonumber(ARGV[2]) or not redis.call('ZSCORE', P .. 'leases', job.id) then return end
        redis.call('PUBLISH', P .. 'hints', string.format('{"kind":"%s","jobId":"%s","groupId":"%s","owner":%s,"engineId":%s,"at":%.0f,%s}\n',
          ARGV[4], job.id, job.group, cjson.encode(job.owner), cjson.encode(job.engine), now, ARGV[5]) .. ARGV[6])
        """);
}
