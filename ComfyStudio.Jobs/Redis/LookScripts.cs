namespace ComfyStudio.Jobs.Redis;

/// <summary>Reading more than one key at one moment.</summary>
internal static class LookScripts
{
    // KEYS: prefix.  ARGV: sequence to stay below (exclusive, or '+inf'), most to return, owner or '', group or '', states...
    // Newest first. Looks at 1 000 candidates at most; returns the sequence to go on from ('' at the end), then each job's hash.
    public static readonly RedisScript List = new(nameof(List),
        """
        local limit, budget, wanted, sources = tonumber(ARGV[2]), 1000, {}, {}
        for i = 5, #ARGV do wanted[ARGV[i]] = true end
        if ARGV[4] ~= '' then sources[1] = P .. 'group:' .. ARGV[4] .. ':jobs'
        else for i = 5, #ARGV do sources[#sources + 1] = P .. 'state:' .. ARGV[i] end end

        local rows, below = { '' }, ARGV[1]
        while budget > 0 do
          local page = {}
          for _, source in ipairs(sources) do
            local found = redis.call('ZRANGE', source, '(' .. below, '-inf', 'BYSCORE', 'REV', 'LIMIT', 0, limit, 'WITHSCORES')
            for i = 1, #found, 2 do page[#page + 1] = { found[i], tonumber(found[i + 1]) } end
          end
          table.sort(page, function(a, b) return a[2] > b[2] end)
          if not page[1] then return rows end
          for i = 1, math.min(#page, limit) do
            below = page[i][2]
            budget = budget - 1
            local job = load(page[i][1])
            if job and wanted[job.state] and (ARGV[3] == '' or ARGV[3] == job.owner) then
              rows[#rows + 1] = redis.call('HGETALL', at(job.id))
              if #rows > limit then return rows end
            end
          end
        end
        rows[1] = below
        return rows
        """);

    // KEYS: prefix.  ARGV: ids...
    // How many jobs will be claimed before each: the owner's own with a better score, and, since owners take turns, as many of each other
    // owner's; -1 for a job that is not queued.
    public static readonly RedisScript Positions = new(nameof(Positions),
        """
        local lanes, counts = {}, {}
        for _, lane in ipairs(redis.call('ZRANGE', P .. 'heads', 0, -1)) do
          local owner = string.match(lane, '^[^|]*|[^|]*|(.*)$')
          if owner then
            lanes[owner] = lanes[owner] or {}
            table.insert(lanes[owner], lane)
            counts[owner] = (counts[owner] or 0) + redis.call('ZCARD', P .. 'ready:' .. lane)
          end
        end

        local places = {}
        for i, id in ipairs(ARGV) do
          local job = redis.call('HMGET', at(id), 'state', 'score', 'owner')
          places[i] = -1
          if job[1] == 'Queued' then
            local own = 0
            for _, lane in ipairs(lanes[job[3]] or {}) do own = own + redis.call('ZCOUNT', P .. 'ready:' .. lane, '-inf', '(' .. job[2]) end
            places[i] = own
            for owner, count in pairs(counts) do
              if owner ~= job[3] then places[i] = places[i] + math.min(count, own) end
            end
          end
        end
        return places
        """);

    // KEYS: prefix.  ARGV: owner, how many to leave out, most to return.
    // The waiting jobs in the order of their claims. Returns how many there are, then each job's hash.
    public static readonly RedisScript Waiting = new(nameof(Waiting),
        """
        local line = P .. 'waiting:' .. ARGV[1]
        local rows = { redis.call('ZCARD', line) }
        for _, id in ipairs(redis.call('ZRANGE', line, ARGV[2], ARGV[2] + ARGV[3] - 1)) do rows[#rows + 1] = redis.call('HGETALL', at(id)) end
        return rows
        """);

    // KEYS: prefix.  ARGV: states...  Returns how many jobs are in each.
    public static readonly RedisScript Count = new(nameof(Count),
        """
        local counts = {}
        for i, state in ipairs(ARGV) do counts[i] = redis.call('ZCARD', P .. 'state:' .. state) end
        return counts
        """);

    // KEYS: prefix.  ARGV: group.  Returns owner, kind, created, the job ids in order, what is said about it, its revision, 1 when it stops at the first failure, 1 when more are to come, how often it ended; nothing when there is no such group.
    public static readonly RedisScript Group = new(nameof(Group),
        """
        local group = redis.call('HMGET', P .. 'group:' .. ARGV[1], 'owner', 'kind', 'created', 'about', 'revision', 'stop', 'expects', 'ends')
        if not group[1] then return {} end
        local ids = redis.call('ZRANGE', P .. 'group:' .. ARGV[1] .. ':jobs', 0, -1)
        return { group[1], group[2], group[3], ids, group[4] or '', group[5] or 0, group[6] or 0, group[7] or 0, group[8] or 0 }
        """);

    // KEYS: prefix.  ARGV: last event id seen, most to return, 1 to have the jobs that ended.
    // Returns 1 when events after it are lost, the newest id, (id, fields) of each event after it, then the hashes of the jobs that ended in them.
    public static readonly RedisScript Events = new(nameof(Events),
        """
        local log = P .. 'events'
        local newest = redis.call('XREVRANGE', log, '+', '-', 'COUNT', 1)
        local oldest = redis.call('XRANGE', log, '-', '+', 'COUNT', 1)
        local function before(a, b)
          local am, as = string.match(a, '^(%d+)-(%d+)$')
          local bm, bs = string.match(b, '^(%d+)-(%d+)$')
          am, as, bm, bs = tonumber(am), tonumber(as), tonumber(bm), tonumber(bs)
          return am < bm or (am == bm and as < bs)
        end
        if not newest[1] then return { ARGV[1] == '0-0' and 0 or 1, '0-0', {} } end
        local lost = before(newest[1][1], ARGV[1])
        if before(ARGV[1], oldest[1][1]) then
          local trimmed = true
          if ARGV[1] == '0-0' then
            local info = redis.call('XINFO', 'STREAM', log)
            for i = 1, #info, 2 do
              if info[i] == 'entries-added' then trimmed = info[i + 1] > redis.call('XLEN', log) end
            end
          end
          lost = lost or trimmed
        end
        if lost then return { 1, newest[1][1], {} } end

        local rows, ended, seen = redis.call('XRANGE', log, '(' .. ARGV[1], '+', 'COUNT', ARGV[2]), {}, {}
        local ENDS = { Succeeded = true, Failed = true, Parked = true, Cancelled = true }
        for _, row in ipairs(ARGV[3] == '1' and rows or {}) do
          local fields = {}
          for i = 1, #row[2], 2 do fields[row[2][i]] = row[2][i + 1] end
          if ENDS[fields.state] and not seen[fields.job] then
            seen[fields.job] = true
            ended[#ended + 1] = redis.call('HGETALL', at(fields.job))
          end
        end
        return { 0, newest[1][1], rows, ended }
        """);
}
