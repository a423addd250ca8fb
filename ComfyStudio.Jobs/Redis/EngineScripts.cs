namespace ComfyStudio.Jobs.Redis;

/// <summary>What workers say of their engines.</summary>
internal static class EngineScripts
{
    private const string Announce =
        """
        local function announce_engine(id)
          log('kind', 'Engine', 'engine', id)
          published()
        end

        """;

    // KEYS: prefix.  ARGV: engine, snapshot (JSON), what a person sees of it.
    public static readonly RedisScript Publish = new(nameof(Publish),
        Announce +
        """
        redis.call('HSET', P .. 'engines', ARGV[1], ARGV[2])
        redis.call('ZADD', P .. 'engines:seen', now, ARGV[1])
        if redis.call('HGET', P .. 'engines:shown', ARGV[1]) ~= ARGV[3] then
          redis.call('HSET', P .. 'engines:shown', ARGV[1], ARGV[3])
          announce_engine(ARGV[1])
        end
        """);

    // KEYS: prefix.  ARGV: engine or '' for all.  Returns (snapshot, ms since it was seen) of each.
    public static readonly RedisScript List = new(nameof(List),
        """
        local found = {}
        local ids = ARGV[1] ~= '' and { ARGV[1] } or redis.call('HKEYS', P .. 'engines')
        for _, id in ipairs(ids) do
          local snapshot = redis.call('HGET', P .. 'engines', id)
          if snapshot then
            found[#found + 1] = snapshot
            found[#found + 1] = now - (redis.call('ZSCORE', P .. 'engines:seen', id) or 0)
          end
        end
        return found
        """);

    // KEYS: prefix.  ARGV: time to live (ms).
    // Announces, once, the engines whose worker has gone silent. Returns how many.
    public static readonly RedisScript NoteUnwatched = new(nameof(NoteUnwatched),
        Announce +
        """
        local noted = 0
        for _, id in ipairs(redis.call('ZRANGEBYSCORE', P .. 'engines:seen', '-inf', now - ARGV[1])) do
          if redis.call('HGET', P .. 'engines:shown', id) ~= 'unwatched' then
            redis.call('HSET', P .. 'engines:shown', id, 'unwatched')
            announce_engine(id)
            noted = noted + 1
          end
        end
        return noted
        """);

    // KEYS: prefix.  ARGV: engine, catalog (JSON).
    public static readonly RedisScript PublishCatalog = new(nameof(PublishCatalog),
        Announce +
        """
        redis.call('HSET', P .. 'catalogs', ARGV[1], ARGV[2])
        announce_engine(ARGV[1])
        """);

    // KEYS: prefix.  ARGV: engine, SHA-256, definitions (gzipped JSON).
    public static readonly RedisScript PublishNodes = new(nameof(PublishNodes),
        "redis.call('HSET', P .. 'nodes:' .. ARGV[1], 'sha256', ARGV[2], 'gzip', ARGV[3])");

    // KEYS: prefix.  ARGV: engine.
    public static readonly RedisScript RequestRefresh = new(nameof(RequestRefresh),
        """
        redis.call('SADD', P .. 'refresh', ARGV[1])
        redis.call('PUBLISH', P .. 'refresh', ARGV[1])
        """);

    // KEYS: prefix.  ARGV: engine.  Returns 1 when somebody had asked.
    public static readonly RedisScript TakeRefreshRequest = new(nameof(TakeRefreshRequest),
        "return redis.call('SREM', P .. 'refresh', ARGV[1])");

    // KEYS: prefix.  ARGV: engine, model.  The channel only makes its owner look.
    public static readonly RedisScript AskForModel = new(nameof(AskForModel),
        """
        redis.call('SADD', P .. 'models-asked:' .. ARGV[1], ARGV[2])
        redis.call('PEXPIRE', P .. 'models-asked:' .. ARGV[1], 60000)
        redis.call('PUBLISH', P .. 'refresh', ARGV[1])
        """);

    // KEYS: prefix.  ARGV: engine.  Returns some of what was asked: each is a request to the engine, and it should see to its jobs in between.
    public static readonly RedisScript TakeModels = new(nameof(TakeModels),
        "return redis.call('SPOP', P .. 'models-asked:' .. ARGV[1], 16)");

    // KEYS: prefix.  ARGV: engine, model, details (JSON).  Pictures are among them, so they are few and do not stay.
    public static readonly RedisScript TellModel = new(nameof(TellModel),
        """
        local key = P .. 'models-told:' .. ARGV[1]
        if redis.call('HLEN', key) >= 200 then redis.call('DEL', key) end
        redis.call('HSET', key, ARGV[2], ARGV[3])
        redis.call('PEXPIRE', key, 86400000)
        """);

    // KEYS: prefix.  ARGV: engine, worker, duration (ms).  Returns 1 when the worker has it now; else it is noted that another one wants it.
    public static readonly RedisScript Own = new(nameof(Own),
        """
        local owner = redis.call('GET', P .. 'engine-owner:' .. ARGV[1])
        if owner and owner ~= ARGV[2] then
          redis.call('SET', P .. 'engine-wanted:' .. ARGV[1], ARGV[2], 'PX', ARGV[3] * 2)
          return 0
        end
        redis.call('SET', P .. 'engine-owner:' .. ARGV[1], ARGV[2], 'PX', ARGV[3])
        return 1
        """);

    // KEYS: prefix.  ARGV: engine, worker.
    public static readonly RedisScript Disown = new(nameof(Disown),
        """
        if redis.call('GET', P .. 'engine-owner:' .. ARGV[1]) == ARGV[2] then
          redis.call('DEL', P .. 'engine-owner:' .. ARGV[1])
          wake()
        end
        """);

    // KEYS: prefix.  ARGV: engine.
    public static readonly RedisScript Forget = new(nameof(Forget),
        Announce +
        """
        redis.call('HDEL', P .. 'catalogs', ARGV[1])
        redis.call('DEL', P .. 'samples:' .. ARGV[1], P .. 'nodes:' .. ARGV[1], P .. 'models-asked:' .. ARGV[1], P .. 'models-told:' .. ARGV[1])
        redis.call('HDEL', P .. 'paused', 'engine:' .. ARGV[1])
        redis.call('HDEL', P .. 'engines:shown', ARGV[1])
        redis.call('ZREM', P .. 'engines:seen', ARGV[1])
        redis.call('SREM', P .. 'refresh', ARGV[1])
        if redis.call('HDEL', P .. 'engines', ARGV[1]) == 1 then announce_engine(ARGV[1]) end
        """);
}
