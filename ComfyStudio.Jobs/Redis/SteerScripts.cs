namespace ComfyStudio.Jobs.Redis;

/// <summary>How people steer what waits: cancel and take it back, another place in the line, pauses.</summary>
internal static class SteerScripts
{
    private const string Stop =
        """
        -- Ends a queued job, for a while revocably; flags an active one and calls its worker. Answers what became of it.
        local function stop(job, undo_until)
          if job.state == 'Succeeded' or job.state == 'Failed' or job.state == 'Parked' or job.state == 'Cancelled' then return 'ended' end
          if job.state == 'Queued' then
            leave_line(job)
            job.undo = undo_until
            redis.call('HSET', at(job.id), 'cancel', 1, 'undo', undo_until, 'requires', redis.call('HGET', P .. 'classes', job.class) or '')
            finish(job, 'Cancelled')
            return 'cancelled'
          end
          redis.call('PUBLISH', P .. 'cancel', job.id)
          if not job.cancel then
            redis.call('HSET', at(job.id), 'cancel', 1)
            announce(job)
          end
          return 'stopping'
        end

        """;

    // KEYS: prefix.  ARGV: name of the undo, how long it lasts (ms), owner, ids...
    // Returns how many were cancelled, how many are being stopped, until when the former can be undone (ms). Others' jobs are left alone.
    public static readonly RedisScript Cancel = new(nameof(Cancel),
        Stop +
        """
        local counts = { cancelled = 0, stopping = 0, ended = 0 }
        local undo = P .. 'undo:' .. ARGV[1]
        for i = 4, #ARGV do
          local job = load(ARGV[i])
          if job and job.owner == ARGV[3] then
            local became = stop(job, now + ARGV[2])
            counts[became] = counts[became] + 1
            if became == 'cancelled' then redis.call('RPUSH', undo, job.id) end
          end
        end
        redis.call('PEXPIRE', undo, ARGV[2] + 1000)
        published()
        return { counts.cancelled, counts.stopping, now + ARGV[2] }
        """);

    // KEYS: prefix.  ARGV: owner, group or '', most to return, sequence to go on after, 1 to leave out those that are under way.
    // The unfinished jobs of an owner or of one of his groups, oldest first. Returns the sequence to go on after ('' at the end), then ids.
    public static readonly RedisScript Unfinished = new(nameof(Unfinished),
        """
        local states = ARGV[5] == '1' and { 'Queued' } or { 'Queued', 'Leased', 'Submitting', 'Submitted', 'Running', 'Collecting', 'Unknown' }
        local wanted, sources = {}, {}
        for i, state in ipairs(states) do
          wanted[state] = true
          sources[i] = P .. 'state:' .. state
        end
        if ARGV[2] ~= '' then sources = { P .. 'group:' .. ARGV[2] .. ':jobs' } end

        local page, limit = {}, tonumber(ARGV[3])
        for _, source in ipairs(sources) do
          local found = redis.call('ZRANGE', source, '(' .. ARGV[4], '+inf', 'BYSCORE', 'LIMIT', 0, limit, 'WITHSCORES')
          for i = 1, #found, 2 do page[#page + 1] = { found[i], tonumber(found[i + 1]) } end
        end
        table.sort(page, function(a, b) return a[2] < b[2] end)

        local ids = { '' }
        for i = 1, math.min(#page, limit) do
          local job = redis.call('HMGET', at(page[i][1]), 'state', 'owner')
          if wanted[job[1]] and job[2] == ARGV[1] then ids[#ids + 1] = page[i][1] end
        end
        if #page >= limit then ids[1] = page[limit][2] end
        return ids
        """);

    // KEYS: prefix.  ARGV: name of the undo, owner, most to bring back.
    // Puts cancelled jobs back into their old places while their time lasts. Returns how many were looked at, how many are back.
    public static readonly RedisScript Undo = new(nameof(Undo),
        """
        local seen, back = 0, 0
        while seen < tonumber(ARGV[3]) do
          local id = redis.call('LPOP', P .. 'undo:' .. ARGV[1])
          if not id then break end
          seen = seen + 1
          local job = load(id)
          if job and job.owner == ARGV[2] and job.state == 'Cancelled' and job.undo and job.undo >= now
            and redis.call('HEXISTS', at(id), 'retriedAs') == 0 then
            redis.call('HSETNX', P .. 'classes', job.class, redis.call('HGET', at(id), 'requires'))
            redis.call('HINCRBY', P .. 'class-jobs', job.class, 1)
            redis.call('ZREM', P .. 'outbox', news_of_end(job.group))
            redis.call('HINCRBY', P .. 'group:' .. job.group, 'open', 1)
            redis.call('ZREM', P .. 'done', id)
            redis.call('HDEL', at(id), 'cancel', 'undo', 'requires', 'ended')
            move(job, 'Queued')
            stand_in_line(job)
            announce(job)
            back = back + 1
          end
        end
        published()
        wake()
        return { seen, back }
        """);

    private const string Place =
        """
        local function rescore(job, score)
          job.score = score
          redis.call('HSET', at(job.id), 'score', score)
          note_place(job)
          redis.call('ZADD', P .. 'held:' .. job.group, 'XX', score, job.id)
          if redis.call('ZADD', P .. 'ready:' .. lane_of(job), 'XX', 'CH', score, job.id) == 1 then head(lane_of(job)) end
        end

        local function reordered(job)
          announce(job)
          log('kind', 'Queue', 'owner', job.owner)
          published()
          wake()
        end

        """;

    // KEYS: prefix.  ARGV: id, 'front' | 'back' | 'before', the job to stand before.
    // Another place among the owner's waiting jobs. Returns 1, or 0 when one of the two does not wait any more.
    public static readonly RedisScript Move = new(nameof(Move),
        Place +
        """
        local job = load(ARGV[1])
        if not job or job.state ~= 'Queued' then return 0 end
        local line = P .. 'waiting:' .. job.owner

        local function at_rank(from, to) return redis.call('ZRANGE', line, from, to, 'WITHSCORES') end

        -- No number is left between two neighbours: those that follow move apart, without changing their order.
        local function spread(rank, low)
          local count = 64
          while true do
            local rows = at_rank(rank, rank + count)
            local following = #rows / 2
            local last = tonumber(rows[#rows])
            local is_end = following <= count
            local step = ((is_end and last + following + 1 or last) - low) / (following + 1)
            if step >= 0.02 then
              for i = 1, is_end and following or following - 1 do
                local other = load(rows[2 * i - 1])
                if other and other.id ~= job.id then rescore(other, low + step * (i + 1)) end
              end
              return low + step
            end
            count = count * 4
          end
        end

        local function before(other)
          local rank = redis.call('ZRANK', line, other)
          if not rank then return nil end
          local high = tonumber(redis.call('ZSCORE', line, other))
          local previous = rank > 0 and at_rank(rank - 1, rank - 1) or {}
          if previous[1] == job.id then return tonumber(job.score) end
          local low = previous[2] and tonumber(previous[2]) or high - 2
          local middle = (low + high) / 2
          if low < middle and middle < high then return middle end
          return spread(rank, low)
        end

        local score
        if ARGV[2] == 'before' then
          score = ARGV[3] == job.id and tonumber(job.score) or before(ARGV[3])
        else
          local edge = ARGV[2] == 'front' and at_rank(0, 0) or at_rank(-1, -1)
          local beyond = ARGV[2] == 'front' and -1 or 1
          score = edge[1] == job.id and tonumber(job.score) or tonumber(edge[2]) + beyond
        end
        if not score then return 0 end
        if score ~= tonumber(job.score) then
          rescore(job, score)
          reordered(job)
        end
        return 1
        """);

    // KEYS: prefix.  ARGV: id, priority.  By age among those of the same priority. Returns 1, or 0 when it does not wait any more.
    public static readonly RedisScript Priority = new(nameof(Priority),
        Place +
        """
        local job = load(ARGV[1])
        if not job or job.state ~= 'Queued' then return 0 end
        local score = ARGV[2] * TIER + job.seq
        if score ~= tonumber(job.score) then
          rescore(job, score)
          reordered(job)
        end
        return 1
        """);

    // KEYS: prefix.  ARGV: 'all' | 'engine:<id>' | 'group:<id>', its mode.
    // What is under way goes on. The waiting jobs of a paused group step out of their lanes.
    public static readonly RedisScript Pause = new(nameof(Pause),
        """
        local group = string.match(ARGV[1], '^group:(.*)$')
        if group and redis.call('EXISTS', P .. 'group:' .. group) == 0 then return 0 end
        redis.call('HSET', P .. 'paused', ARGV[1], ARGV[2])
        if group then
          for _, id in ipairs(redis.call('ZRANGE', P .. 'group:' .. group .. ':jobs', 0, -1)) do
            local job = load(id)
            if job and job.state == 'Queued' and not redis.call('ZSCORE', P .. 'delayed', id) then
              step_out(lane_of(job), id)
              stand_in_line(job)
              announce(job)
            end
          end
        end
        log('kind', 'Queue')
        published()
        wake()
        return 1
        """);

    // KEYS: prefix.  ARGV: 'all' | 'engine:<id>' | 'group:<id>'.
    public static readonly RedisScript Resume = new(nameof(Resume),
        """
        if redis.call('HDEL', P .. 'paused', ARGV[1]) == 0 then return 0 end
        local group = string.match(ARGV[1], '^group:(.*)$')
        if group then
          for _, id in ipairs(redis.call('ZRANGE', P .. 'held:' .. group, 0, -1)) do
            local job = load(id)
            if job then
              redis.call('HDEL', at(id), 'held')
              stand_in_line(job)
              announce(job)
            end
          end
          redis.call('DEL', P .. 'held:' .. group)
        end
        log('kind', 'Queue')
        published()
        wake()
        return 1
        """);
}
