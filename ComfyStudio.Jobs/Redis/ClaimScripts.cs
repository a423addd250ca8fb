namespace ComfyStudio.Jobs.Redis;

/// <summary>How a worker finds and takes its next job.</summary>
internal static class ClaimScripts
{
    // KEYS: prefix.  ARGV: none.
    // Promotes due retries. Returns per class, best first: class, its requirements ('' for one to be settled), best score, count.
    public static readonly RedisScript Ready = new(nameof(Ready),
        """
        promote()
        local found = {}
        local heads = redis.call('ZRANGE', P .. 'heads', 0, -1, 'WITHSCORES')
        for i = 1, #heads, 2 do
          found[#found + 1] = heads[i]
          found[#found + 1] = redis.call('HGET', P .. 'classes', heads[i]) or ''
          found[#found + 1] = heads[i + 1]
          found[#found + 1] = redis.call('ZCARD', P .. 'ready:' .. heads[i])
        end
        return found
        """);

    // KEYS: prefix.  ARGV: engine, worker, lease (ms), classes...
    // Takes the lowest score among the classes. A queued job becomes Leased, one to be settled stays Unknown and keeps its prompt id;
    // either way the attempt rises, which shuts out every earlier owner. Returns the job's hash, or nothing.
    public static readonly RedisScript Claim = new(nameof(Claim),
        """
        promote()

        local function best()
          local class, score, id
          for i = 4, #ARGV do
            local settles = string.match(ARGV[i], '^settle:(.*)$')
            if not settles or settles == ARGV[1] then
              local top = redis.call('ZRANGE', P .. 'ready:' .. ARGV[i], 0, 0, 'WITHSCORES')
              if top[1] and (not score or tonumber(top[2]) < score) then class, id, score = ARGV[i], top[1], tonumber(top[2]) end
            end
          end
          return class, id
        end

        while true do
          local class, id = best()
          if not id then return {} end
          step_out(class, id)
          local job = load(id)
          if job then
            job.engine = ARGV[1]
            redis.call('HINCRBY', at(id), 'attempt', 1)
            redis.call('HSET', at(id), 'engine', ARGV[1], 'worker', ARGV[2], 'leased', now, 'expires', now + ARGV[3])
            redis.call('ZADD', P .. 'leases', now + ARGV[3], id)
            if job.state == 'Queued' then move(job, 'Leased') end
            announce(job)
            published()
            return redis.call('HGETALL', at(id))
          end
        end
        """);
}
