namespace ComfyStudio.Jobs.Redis;

/// <summary>How the queue heals and forgets. Anybody may run them at any time, as often as they like.</summary>
internal static class MendScripts
{
    // KEYS: prefix.  ARGV: lease (ms), the longest time between two calls in which a lease can be renewed, most to take, the time now (JSON),
    // lost workers after which a job is parked.
    // Called over and over by whoever lives. After a longer silence Redis itself was away, or its clock was set: nobody could renew, so all leases
    // begin anew, and none lasts longer for a clock that was set back. Otherwise takes jobs from owners whose lease has ended, with a note of it
    // in their failures. One script does both: Redis may fall silent between any two. Returns how many began anew, then the ids that were taken.
    public static readonly RedisScript Recover = new(nameof(Recover),
        """
        local last = tonumber(redis.call('GET', P .. 'beat') or now)
        redis.call('SET', P .. 'beat', now)
        if now < last or now - last > tonumber(ARGV[2]) then
          local all = redis.call('ZRANGE', P .. 'leases', 0, -1)
          for _, id in ipairs(all) do
            redis.call('ZADD', P .. 'leases', now + ARGV[1], id)
            redis.call('HSET', at(id), 'expires', now + ARGV[1])
          end
          return { #all }
        end

        local taken = { 0 }
        for _, id in ipairs(redis.call('ZRANGEBYSCORE', P .. 'leases', '-inf', now, 'LIMIT', 0, ARGV[3])) do
          local job = load(id)
          if job then
            note_failure(id, string.format(
              '{"class":"WorkerLost","message":%s,"engineId":%s,"attempt":%d,"at":%s}',
              cjson.encode('The worker was silent for longer than its lease while the job was ' .. string.lower(job.state) .. '.'),
              cjson.encode(job.engine), job.attempt, ARGV[4]))
            if redis.call('HINCRBY', at(id), 'losses', 1) >= tonumber(ARGV[5]) and not job.cancel then finish(job, 'Parked') else hand_back(job) end
            taken[#taken + 1] = id
          else
            redis.call('ZREM', P .. 'leases', id)
          end
        end
        if taken[2] then
          published()
          wake()
        end
        return taken
        """);

    // KEYS: prefix.  ARGV: engine, failure (JSON), engine deaths after which a job is parked, most to move.
    // Gives up settling on an engine that will not come back: its unclaimed unknown jobs may run elsewhere. Returns their ids.
    public static readonly RedisScript Abandon = new(nameof(Abandon),
        """
        local class = 'settle:' .. ARGV[1]
        local moved = {}
        for _, id in ipairs(redis.call('ZRANGE', P .. 'ready:' .. class, 0, ARGV[4] - 1)) do
          step_out(class, id)
          local job = load(id)
          if job then
            note_failure(id, ARGV[2])
            local deaths = 0
            if job.started then deaths = redis.call('HINCRBY', at(id), 'deaths', 1) end
            if deaths >= tonumber(ARGV[3]) and not job.cancel then finish(job, 'Parked') else requeue(job, 0) end
            moved[#moved + 1] = id
          end
        end
        if moved[1] then
          published()
          wake()
        end
        return moved
        """);

    private const string Forget =
        """
        local function forget(id, job)
          redis.call('UNLINK', at(id))
          if not job then return end
          local jobs = P .. 'group:' .. job.group .. ':jobs'
          redis.call('ZREM', P .. 'state:' .. job.state, id)
          redis.call('ZREM', jobs, id)
          if redis.call('EXISTS', jobs) == 1 then return end
          redis.call('ZREM', P .. 'described:' .. (redis.call('HGET', P .. 'group:' .. job.group, 'kind') or ''), job.group)
          redis.call('UNLINK', P .. 'group:' .. job.group)
        end

        """;

    // KEYS: prefix.  ARGV: 'done' | 'dead', most to keep, longest to keep (ms), most to forget in one go.
    // Forgets ended jobs, oldest first, and a group with its last job. Returns how many.
    public static readonly RedisScript Trim = new(nameof(Trim),
        Forget +
        """
        local ended = P .. ARGV[1]
        local excess = math.min(redis.call('ZCARD', ended) - ARGV[2], tonumber(ARGV[4]))
        local old = redis.call('ZRANGEBYSCORE', ended, '-inf', exactly_now - ARGV[3], 'LIMIT', 0, ARGV[4])
        if excess > #old then old = redis.call('ZRANGE', ended, 0, excess - 1) end
        for _, id in ipairs(old) do
          redis.call('ZREM', ended, id)
          forget(id, load(id))
        end
        return #old
        """);

    // KEYS: prefix.  ARGV: owner, 'done' | 'dead', how many to leave out, most to look at.
    // Forgets an owner's ended jobs, but for those whose cancel can still be taken back. Returns how many were forgotten, how many kept.
    public static readonly RedisScript Clear = new(nameof(Clear),
        Forget +
        """
        local forgotten, kept = 0, 0
        for _, id in ipairs(redis.call('ZRANGE', P .. ARGV[2], ARGV[3], ARGV[3] + ARGV[4] - 1)) do
          local job = load(id)
          if job and (job.owner ~= ARGV[1] or (job.undo and job.undo >= now)) then
            kept = kept + 1
          else
            redis.call('ZREM', P .. ARGV[2], id)
            forget(id, job)
            forgotten = forgotten + 1
          end
        end
        return { forgotten, kept }
        """);

    // KEYS: prefix.  Groups of which something failed and that are to stop then, each with its owner.
    public static readonly RedisScript Stopping = new(nameof(Stopping),
        """
        local found = {}
        for _, group in ipairs(redis.call('SMEMBERS', P .. 'stopping')) do
          local owner = redis.call('HGET', P .. 'group:' .. group, 'owner')
          if owner then found[#found + 1] = { group, owner } else redis.call('SREM', P .. 'stopping', group) end
        end
        return found
        """);
}
