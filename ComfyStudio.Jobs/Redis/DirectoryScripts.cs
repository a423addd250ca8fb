namespace ComfyStudio.Jobs.Redis;

/// <summary>The engines that were added in the studio.</summary>
internal static class DirectoryScripts
{
    private const string Words =
        """
        local D = P .. 'directory'

        local function is_leaving(id) return redis.call('ZSCORE', D .. ':leaving', id) end

        local function keep_secrets(id, secrets)
          if secrets == '' then redis.call('HDEL', D .. ':secrets', id) else redis.call('HSET', D .. ':secrets', id, secrets) end
        end

        local function changed(id)
          redis.call('HINCRBY', D .. ':revisions', id, 1)
          log('kind', 'Engine', 'engine', id)
          published()
          redis.call('PUBLISH', D, id)
          return 1
        end

        """;

    // KEYS: prefix.  ARGV: engine, what everybody may see of it (JSON), credentials (JSON, '' for none).  Returns 0 when the id is taken.
    public static readonly RedisScript AddEngine = new(nameof(AddEngine),
        Words +
        """
        if redis.call('HSETNX', D, ARGV[1], ARGV[2]) == 0 then return 0 end
        keep_secrets(ARGV[1], ARGV[3])
        return changed(ARGV[1])
        """);

    // KEYS: prefix.  ARGV: engine, what everybody may see of it (JSON), 1 when its credentials change, credentials (JSON, '' for none).
    // Returns 0 when there is no such engine or it is leaving.
    public static readonly RedisScript ChangeEngine = new(nameof(ChangeEngine),
        Words +
        """
        if redis.call('HEXISTS', D, ARGV[1]) == 0 or is_leaving(ARGV[1]) then return 0 end
        redis.call('HSET', D, ARGV[1], ARGV[2])
        if ARGV[3] == '1' then keep_secrets(ARGV[1], ARGV[4]) end
        return changed(ARGV[1])
        """);

    // KEYS: prefix.  ARGV: engine, how long it can be restored (ms).  Its own repeat is answered like the first time.
    // Returns when it leaves (ms), 0 when there is no such engine.
    public static readonly RedisScript RemoveEngine = new(nameof(RemoveEngine),
        Words +
        """
        if redis.call('HEXISTS', D, ARGV[1]) == 0 then return 0 end
        if redis.call('ZADD', D .. ':leaving', 'NX', now + ARGV[2], ARGV[1]) == 1 then changed(ARGV[1]) end
        return tonumber(is_leaving(ARGV[1]))
        """);

    // KEYS: prefix.  ARGV: engine.  Returns 0 when it is gone for good, or was never removed.
    public static readonly RedisScript RestoreEngine = new(nameof(RestoreEngine),
        Words +
        """
        local leaves = is_leaving(ARGV[1])
        if not leaves or tonumber(leaves) <= now then return 0 end
        redis.call('ZREM', D .. ':leaving', ARGV[1])
        return changed(ARGV[1])
        """);

    // KEYS: prefix.  ARGV: engine or '' for all.
    // Forgets those whose time to be restored is over. Returns of each other one: what everybody may see of it (JSON), 1 when it has credentials, revision, when it leaves (ms or '').
    public static readonly RedisScript ListEngines = new(nameof(ListEngines),
        Words +
        """
        for _, id in ipairs(redis.call('ZRANGEBYSCORE', D .. ':leaving', '-inf', now)) do
          changed(id)
          redis.call('ZREM', D .. ':leaving', id)
          for _, key in ipairs({ D, D .. ':secrets', D .. ':revisions' }) do redis.call('HDEL', key, id) end
        end
        local found = {}
        for _, id in ipairs(ARGV[1] ~= '' and { ARGV[1] } or redis.call('HKEYS', D)) do
          local engine = redis.call('HGET', D, id)
          if engine then
            found[#found + 1] = engine
            found[#found + 1] = redis.call('HEXISTS', D .. ':secrets', id)
            found[#found + 1] = redis.call('HGET', D .. ':revisions', id) or 0
            found[#found + 1] = is_leaving(id) or ''
          end
        end
        return found
        """);
}
