namespace ComfyStudio.Jobs.Redis;

/// <summary>How a worker finds and takes its next job.</summary>
internal static class ClaimScripts
{
    // KEYS: prefix.  ARGV: engine.
    // Promotes due retries. Returns per lane, best first: lane, requirements ('' for one to be settled), best score, count, and of the job at
    // its head: template, when it came in (ms), how often it was passed over; then the owner's last turn. Nothing new while work is paused.
    public static readonly RedisScript Ready = new(nameof(Ready),
        """
        promote()
        local rests = is_paused('all') or is_paused('engine:' .. ARGV[1])
        local found = {}
        local heads = redis.call('ZRANGE', P .. 'heads', 0, -1, 'WITHSCORES')
        for i = 1, #heads, 2 do
          local lane = heads[i]
          local settles = string.match(lane, '^settle:(.*)$')
          if settles == ARGV[1] or (not settles and not rests) then
            local class, owner = string.match(lane, '^([^|]*)|[^|]*|(.*)$')
            local top = redis.call('ZRANGE', P .. 'ready:' .. lane, 0, 0)[1]
            local job = redis.call('HMGET', at(top), 'template', 'queued')
            local n = #found
            found[n + 1], found[n + 2] = lane, class and redis.call('HGET', P .. 'classes', class) or ''
            found[n + 3], found[n + 4] = heads[i + 1], redis.call('ZCARD', P .. 'ready:' .. lane)
            found[n + 5], found[n + 6] = job[1] or '', job[2] or 0
            found[n + 7] = redis.call('HGET', P .. 'overtaken', lane) or 0
            found[n + 8] = owner and redis.call('HGET', P .. 'turns', owner) or 0
          end
        end
        return found
        """);

    // KEYS: prefix.  ARGV: engine, worker, lease (ms), the lane that this claim passes over or '', prompt id, engine instance, 1 to take
    // nothing while anything waits elsewhere, lanes in order of preference...
    // Takes the head of the first lane that has one. A queued job becomes Submitting under that prompt id, or Leased when it has inputs that the
    // engine must get first or no prompt id was named; one to be settled stays Unknown and keeps its prompt id. Either way the attempt rises, which
    // shuts out every earlier owner. Returns the job's hash, or nothing, as for a worker that woke up late and finds its engine in other hands.
    public static readonly RedisScript Claim = new(nameof(Claim),
        """
        promote()
        local rests = is_paused('all') or is_paused('engine:' .. ARGV[1])

        local function may_take(lane)
          local settles = string.match(lane, '^settle:(.*)$')
          return settles == ARGV[1] or (not settles and not rests)
        end

        local function next_of(lane)
          while true do
            local id = redis.call('ZRANGE', P .. 'ready:' .. lane, 0, 0)[1]
            if not id then return nil end
            step_out(lane, id)
            local job = load(id)
            if job then return job end
          end
        end

        local function note_turn(lane, job)
          redis.call('HSET', P .. 'turns', job.owner, redis.call('INCR', P .. 'turn'))
          redis.call('HDEL', P .. 'overtaken', lane)
          if ARGV[4] ~= '' and ARGV[4] ~= lane and redis.call('ZSCORE', P .. 'heads', ARGV[4]) then
            redis.call('HINCRBY', P .. 'overtaken', ARGV[4], 1)
          end
        end

        local function begin(job)
          if ARGV[5] == '' or redis.call('HEXISTS', at(job.id), 'inputs') == 1 then return move(job, 'Leased') end
          fix_prompt(job, ARGV[5], ARGV[6])
          move(job, 'Submitting')
        end

        local function take(lane, job)
          job.engine = ARGV[1]
          redis.call('HINCRBY', at(job.id), 'attempt', 1)
          redis.call('HSET', at(job.id), 'engine', ARGV[1], 'worker', ARGV[2], 'leased', now, 'expires', now + ARGV[3])
          redis.call('ZADD', P .. 'leases', now + ARGV[3], job.id)
          if job.state == 'Queued' then
            redis.call('ZREM', P .. 'waiting:' .. job.owner, job.id)
            note_turn(lane, job)
            begin(job)
          end
          announce(job)
          published()
          return redis.call('HGETALL', at(job.id))
        end

        local feeder = redis.call('GET', P .. 'engine-owner:' .. ARGV[1])
        if feeder and feeder ~= ARGV[2] then return {} end
        if ARGV[7] == '1' and redis.call('ZCARD', P .. 'heads') > 1 then return {} end
        for i = 8, #ARGV do
          local job = may_take(ARGV[i]) and next_of(ARGV[i])
          if job then return take(ARGV[i], job) end
        end
        return {}
        """);
}
