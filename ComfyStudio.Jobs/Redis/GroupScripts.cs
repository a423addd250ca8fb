namespace ComfyStudio.Jobs.Redis;

/// <summary>How groups stand. A job that was tried again in its group counts no more: the one that tries it stands in its place.</summary>
internal static class GroupScripts
{
    private const string Current =
        """
        local function is_current(group, retried_as)
          return not retried_as or redis.call('HGET', at(retried_as), 'group') ~= group
        end

        """;

    // KEYS: prefix.  ARGV: group, most of the last ends to return, states...
    // Returns owner, revision, 1 when it is paused, first start, last end (ms or ''), how many of its jobs are in each state, the last ends of
    // those that succeeded; nothing when there is no such group.
    public static readonly RedisScript Standing = new(nameof(Standing),
        Current +
        """
        local group = redis.call('HMGET', P .. 'group:' .. ARGV[1], 'owner', 'revision')
        if not group[1] then return {} end
        local places, counts, ends, started, ended = {}, {}, {}, nil, nil
        for i = 3, #ARGV do
          places[ARGV[i]] = i - 2
          counts[i - 2] = 0
        end
        for _, id in ipairs(redis.call('ZRANGE', P .. 'group:' .. ARGV[1] .. ':jobs', 0, -1)) do
          local job = redis.call('HMGET', at(id), 'state', 'retriedAs', 'started', 'ended')
          local place = places[job[1]]
          if place and is_current(ARGV[1], job[2]) then counts[place] = counts[place] + 1 end
          local began, over = tonumber(job[3]), tonumber(job[4])
          if began and (not started or began < started) then started = began end
          if over and (not ended or over > ended) then ended = over end
          if over and job[1] == 'Succeeded' then ends[#ends + 1] = over end
        end
        table.sort(ends, function(a, b) return a > b end)
        local last = {}
        for i = 1, math.min(#ends, tonumber(ARGV[2])) do last[i] = ends[i] end
        return { group[1], group[2] or 0, is_paused('group:' .. ARGV[1]) and 1 or 0, started or '', ended or '', counts, last }
        """);

    // KEYS: prefix.  ARGV: group, states...  Returns how many of its jobs are in each.
    public static readonly RedisScript Counts = new("GroupCounts",
        Current +
        """
        local places, counts = {}, {}
        for i = 2, #ARGV do
          places[ARGV[i]] = i - 1
          counts[i - 1] = 0
        end
        for _, id in ipairs(redis.call('ZRANGE', P .. 'group:' .. ARGV[1] .. ':jobs', 0, -1)) do
          local job = redis.call('HMGET', at(id), 'state', 'retriedAs')
          local place = places[job[1]]
          if place and is_current(ARGV[1], job[2]) then counts[place] = counts[place] + 1 end
        end
        return counts
        """);

    // KEYS: prefix.  ARGV: group, first place, how many places.
    // The jobs that stand in these places now: (place, id, state, engine, outputs, failures) of each, in no order.
    public static readonly RedisScript Places = new(nameof(Places),
        Current +
        """
        local from, rows = tonumber(ARGV[2]), {}
        local to = from + tonumber(ARGV[3])
        for _, id in ipairs(redis.call('ZRANGE', P .. 'group:' .. ARGV[1] .. ':jobs', 0, -1)) do
          local job = redis.call('HMGET', at(id), 'index', 'state', 'retriedAs')
          local index = tonumber(job[1])
          if index and job[2] and index >= from and index < to and is_current(ARGV[1], job[3]) then
            local more = redis.call('HMGET', at(id), 'engine', 'outputs', 'failures')
            rows[#rows + 1] = { index, id, job[2], more[1] or '', more[2] or '', more[3] or '' }
          end
        end
        return rows
        """);

    // KEYS: prefix.  ARGV: kind.  The groups of which something is said, the latest first.
    public static readonly RedisScript Described = new(nameof(Described),
        """
        return redis.call('ZREVRANGE', P .. 'described:' .. ARGV[1], 0, -1)
        """);
}
