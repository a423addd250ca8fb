namespace ComfyStudio.Jobs.Redis;

/// <summary>How jobs come in.</summary>
internal static class EnqueueScripts
{
    private const string Admit =
        """
        local function admit(job, body, priority)
          job.engine, job.state, job.avoid = '', 'Queued', ''
          local seq = redis.call('INCR', P .. 'seq')
          local score = priority * TIER + seq
          if body ~= '' then redis.call('HSET', at(job.id), 'body', body) else redis.call('PERSIST', at(job.id)) end
          redis.call('HSET', at(job.id), 'state', 'Queued', 'seq', seq, 'score', score, 'class', job.class,
            'owner', job.owner, 'group', job.group, 'trace', job.trace, 'template', job.template, 'index', job.index, 'queued', now)
          if job.inputs ~= '0' then redis.call('HSET', at(job.id), 'inputs', job.inputs) end
          redis.call('HINCRBY', P .. 'class-jobs', job.class, 1)
          redis.call('HINCRBY', P .. 'group:' .. job.group, 'open', 1)
          redis.call('ZADD', P .. 'state:Queued', seq, job.id)
          redis.call('ZADD', P .. 'group:' .. job.group .. ':jobs', seq, job.id)
          -- What is asked for now was asked for in spite of the failure before.
          redis.call('SREM', P .. 'stopping', job.group)
          job.score = score
          stand_in_line(job)
          announce(job)
        end

        """;

    private const string KnownAnswer =
        """
        local function known_answer()
          if ARGV[1] == '' then return nil end
          local known = redis.call('HMGET', P .. 'idem:' .. ARGV[1], 'fingerprint', 'group', 'jobs')
          if known[1] then return { known[1] == ARGV[2] and 'replayed' or 'conflict', known[2], known[3] } end
        end

        """;

    // KEYS: prefix.  ARGV: idempotency key, fingerprint.  Returns what Enqueue and Grow answer to a key that they know, else nothing.
    public static readonly RedisScript Recall = new(nameof(Recall),
        KnownAnswer +
        """
        return known_answer() or {}
        """);

    // KEYS: prefix.  ARGV: id and body of each job.
    // Part of a large group, stored ahead of Enqueue. Nobody sees a job without a state; one whose group never comes is gone in an hour.
    public static readonly RedisScript Stage = new(nameof(Stage),
        """
        for i = 1, #ARGV, 2 do
          redis.call('HSET', at(ARGV[i]), 'body', ARGV[i + 1])
          redis.call('EXPIRE', at(ARGV[i]), 3600)
        end
        """);

    // From ARGV[at] on: number of classes, then (class, requirements) of each, then (id, body or '' when staged, class, priority, trace, template,
    // number of inputs, place in the group) of each job.
    private const string AdmitAll = KnownAnswer +
        """
        local function rows_from(place) return place + 1 + 2 * tonumber(ARGV[place]) end

        local function staged_is_gone(place)
          for i = rows_from(place), #ARGV, 8 do
            if ARGV[i + 1] == '' and redis.call('EXISTS', at(ARGV[i])) == 0 then return true end
          end
        end

        local function admit_all(place, group, owner)
          local first, ids = rows_from(place), {}
          for i = place + 1, first - 1, 2 do redis.call('HSETNX', P .. 'classes', ARGV[i], ARGV[i + 1]) end
          for i = first, #ARGV, 8 do
            ids[#ids + 1] = ARGV[i]
            local job = {
              id = ARGV[i], class = ARGV[i + 2], trace = ARGV[i + 4], template = ARGV[i + 5], inputs = ARGV[i + 6], index = ARGV[i + 7],
              owner = owner, group = group,
            }
            admit(job, ARGV[i + 1], tonumber(ARGV[i + 3]))
          end
          return ids
        end

        local function stored(group, ids)
          local list = table.concat(ids, ',')
          if ARGV[1] ~= '' then
            local idem = P .. 'idem:' .. ARGV[1]
            redis.call('HSET', idem, 'fingerprint', ARGV[2], 'group', group, 'jobs', list)
            redis.call('PEXPIRE', idem, ARGV[3])
          end
          -- Engines first: whoever asked has the jobs in the answer, and everybody else can wait for the blink of an eye.
          published_soon()
          wake()
          return { 'stored', group, list }
        end

        """;

    // KEYS: prefix.  ARGV: idempotency key or '', fingerprint, its life (ms), group, owner, kind, created, about or '', the job that the first
    // one tries again or '', 1 to stop at the first failure, 1 when more are to come, the revision of what it is about, then as in AdmitAll.
    // Returns 'stored' | 'replayed' | 'conflict' | 'unstaged', the group, its job ids joined by commas.
    // A group that exists already is a repeat of an answer that was lost, and is answered as one.
    public static readonly RedisScript Enqueue = new(nameof(Enqueue),
        Admit + AdmitAll +
        """
        local group = ARGV[4]
        local known = known_answer()
        if known then return known end
        if redis.call('EXISTS', P .. 'group:' .. group) == 1 then
          return { 'replayed', group, table.concat(redis.call('ZRANGE', P .. 'group:' .. group .. ':jobs', 0, -1), ',') }
        end
        if staged_is_gone(13) then return { 'unstaged', group, '' } end

        redis.call('HSET', P .. 'group:' .. group, 'owner', ARGV[5], 'kind', ARGV[6], 'created', ARGV[7])
        if ARGV[8] ~= '' then
          redis.call('HSET', P .. 'group:' .. group, 'about', ARGV[8])
          redis.call('ZADD', P .. 'described:' .. ARGV[6], now, group)
        end
        if ARGV[10] == '1' then redis.call('HSET', P .. 'group:' .. group, 'stop', 1) end
        if ARGV[11] == '1' then redis.call('HSET', P .. 'group:' .. group, 'expects', 1) end
        if ARGV[12] ~= '0' then redis.call('HSET', P .. 'group:' .. group, 'revision', ARGV[12]) end
        local ids = admit_all(13, group, ARGV[5])

        local old = ARGV[9] ~= '' and load(ARGV[9])
        if old and (old.state == 'Failed' or old.state == 'Parked' or old.state == 'Cancelled') and redis.call('HSETNX', at(old.id), 'retriedAs', ids[1]) == 1 then
          announce(old)
        end
        return stored(group, ids)
        """);

    private const string Redescribe =
        """
        -- False when somebody else changed it since it was read, or it is forgotten.
        local function redescribe(group, about, revision)
          local key = P .. 'group:' .. group
          local known = redis.call('HMGET', key, 'owner', 'revision')
          if not known[1] or (known[2] or '0') ~= revision then return nil end
          redis.call('HSET', key, 'about', about)
          redis.call('HINCRBY', key, 'revision', 1)
          return known[1]
        end

        """;

    // KEYS: prefix.  ARGV: idempotency key or '', fingerprint, its life (ms), group, about, its revision as it was read, 1 when more are to come, then as in AdmitAll.
    // Returns 'stored' | 'replayed' | 'conflict' | 'unstaged' | 'stale', the group, the new ids joined by commas.
    // A first job that is there already is a repeat of an answer that was lost.
    public static readonly RedisScript Grow = new(nameof(Grow),
        Admit + AdmitAll + Redescribe +
        """
        local group = ARGV[4]
        local known = known_answer()
        if known then return known end
        if load(ARGV[rows_from(8)]) then
          local ids = {}
          for i = rows_from(8), #ARGV, 8 do ids[#ids + 1] = ARGV[i] end
          return { 'replayed', group, table.concat(ids, ',') }
        end
        if staged_is_gone(8) then return { 'unstaged', group, '' } end

        local owner = redescribe(group, ARGV[5], ARGV[6])
        if not owner then return { 'stale', group, '' } end
        if ARGV[7] ~= '1' then redis.call('HDEL', P .. 'group:' .. group, 'expects') end
        return stored(group, admit_all(8, group, owner))
        """);

    // KEYS: prefix.  ARGV: group.  No more are to come after all: with none open, this is its end. Once, however often it is said.
    public static readonly RedisScript ExpectNoMore = new(nameof(ExpectNoMore),
        """
        local key = P .. 'group:' .. ARGV[1]
        if redis.call('HDEL', key, 'expects') == 0 then return 0 end
        local group = redis.call('HMGET', key, 'open', 'owner')
        if tonumber(group[1]) == 0 then end_group(ARGV[1], group[2], now) end
        published()
        return 1
        """);

    // KEYS: prefix.  ARGV: group.  What it was about is forgotten; its jobs stay what they are.
    public static readonly RedisScript Undescribe = new(nameof(Undescribe),
        """
        local kind = redis.call('HGET', P .. 'group:' .. ARGV[1], 'kind')
        if not kind then return 0 end
        redis.call('HDEL', P .. 'group:' .. ARGV[1], 'about')
        redis.call('ZREM', P .. 'described:' .. kind, ARGV[1])
        return 1
        """);

    // KEYS: prefix.  ARGV: group, about, its revision as it was read.  Returns 1, or 0 when it was changed since.
    public static readonly RedisScript Describe = new(nameof(Describe),
        Redescribe +
        """
        return redescribe(ARGV[1], ARGV[2], ARGV[3]) and 1 or 0
        """);

    // KEYS: prefix.  ARGV: the ended job, then of the new one: id, body, class, requirements, priority, group, owner, kind, created, trace,
    // template, number of inputs, place in the group.
    // Returns the id of the job that tries it again (an earlier call's when there was one), or '' when it is unknown or needs no retry.
    public static readonly RedisScript Retry = new(nameof(Retry),
        Admit +
        """
        local old = load(ARGV[1])
        if not old or not (old.state == 'Failed' or old.state == 'Parked' or old.state == 'Cancelled') then return '' end
        local earlier = redis.call('HGET', at(old.id), 'retriedAs')
        if earlier and redis.call('EXISTS', at(earlier)) == 1 then return earlier end

        local job = { id = ARGV[2], class = ARGV[4], group = ARGV[7], owner = ARGV[8], trace = ARGV[11], template = ARGV[12], inputs = ARGV[13], index = ARGV[14] }
        redis.call('HSETNX', P .. 'classes', job.class, ARGV[5])
        if redis.call('EXISTS', P .. 'group:' .. job.group) == 0 then
          redis.call('HSET', P .. 'group:' .. job.group, 'owner', ARGV[8], 'kind', ARGV[9], 'created', ARGV[10])
        end
        admit(job, ARGV[3], tonumber(ARGV[6]))
        redis.call('HSET', at(old.id), 'retriedAs', job.id)
        announce(old)
        published()
        wake()
        return job.id
        """);
}
