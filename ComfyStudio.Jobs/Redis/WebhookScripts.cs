namespace ComfyStudio.Jobs.Redis;

/// <summary>What webhooks are told: from the outbox, which the jobs' own transitions fill, to messages that are tried until they arrive.</summary>
internal static class WebhookScripts
{
    private const string Words =
        """
        local WEEK = 604800000

        local function delivery(id) return P .. 'delivery:' .. id end

        -- A message has one id for all who get it; a delivery is one message to one webhook.
        local function post(webhook, message, event, payload)
          local id = message .. '.' .. webhook
          if redis.call('HSETNX', delivery(id), 'id', id) == 0 then return end
          redis.call('HSET', delivery(id), 'webhook', webhook, 'message', message, 'event', event, 'payload', payload, 'tries', 0, 'created', now,
            'state', 'Waiting', 'due', now)
          redis.call('PEXPIRE', delivery(id), 2 * WEEK)
          redis.call('ZADD', P .. 'deliveries', now, id)
          local shown = P .. 'deliveries:' .. webhook
          redis.call('LPUSH', shown, id)
          redis.call('LTRIM', shown, 0, 49)
          redis.call('PEXPIRE', shown, 2 * WEEK)
          redis.call('PUBLISH', P .. 'outbox', '')
        end

        local function leave(id)
          redis.call('ZREM', P .. 'deliveries', id)
          redis.call('HDEL', delivery(id), 'due')
        end

        """;

    // KEYS: prefix.  ARGV: webhook, what everybody may see of it (JSON), secret.
    public static readonly RedisScript Keep = new(nameof(Keep),
        """
        redis.call('HSET', P .. 'webhooks', ARGV[1], ARGV[2])
        redis.call('HSET', P .. 'webhooks:secrets', ARGV[1], ARGV[3])
        """);

    // KEYS: prefix.  ARGV: webhook, what everybody may see of it (JSON), secret or '' to keep it.  Returns 0 when there is no such webhook.
    public static readonly RedisScript Change = new(nameof(Change),
        """
        if redis.call('HEXISTS', P .. 'webhooks', ARGV[1]) == 0 then return 0 end
        redis.call('HSET', P .. 'webhooks', ARGV[1], ARGV[2])
        if ARGV[3] ~= '' then redis.call('HSET', P .. 'webhooks:secrets', ARGV[1], ARGV[3]) end
        return 1
        """);

    // KEYS: prefix.  ARGV: webhook.  Its waiting messages are dropped when their turn comes.
    public static readonly RedisScript Remove = new(nameof(Remove),
        """
        redis.call('HDEL', P .. 'webhooks', ARGV[1])
        redis.call('HDEL', P .. 'webhooks:secrets', ARGV[1])
        redis.call('DEL', P .. 'deliveries:' .. ARGV[1])
        if redis.call('EXISTS', P .. 'webhooks') == 0 then redis.call('DEL', P .. 'outbox') end
        """);

    // KEYS: prefix.  ARGV: lease (ms), most to take.  Returns the names of the news.
    public static readonly RedisScript TakeNews = new(nameof(TakeNews),
        """
        local due = redis.call('ZRANGEBYSCORE', P .. 'outbox', '-inf', now, 'LIMIT', 0, ARGV[2])
        for _, news in ipairs(due) do redis.call('ZADD', P .. 'outbox', now + ARGV[1], news) end
        return due
        """);

    // KEYS: prefix.  ARGV: news, owner, event, payload (JSON).
    public static readonly RedisScript Spread = new(nameof(Spread),
        Words +
        """
        if redis.call('ZREM', P .. 'outbox', ARGV[1]) == 0 then return end
        local rows = redis.call('HGETALL', P .. 'webhooks')
        for i = 1, #rows, 2 do
          local webhook = cjson.decode(rows[i + 1])
          local wants = false
          for _, event in ipairs(webhook.events) do wants = wants or event == ARGV[3] end
          if webhook.enabled and webhook.owner == ARGV[2] and wants then post(rows[i], 'msg_' .. redis.sha1hex(P .. ARGV[1]), ARGV[3], ARGV[4]) end
        end
        """);

    // KEYS: prefix.  ARGV: news.
    public static readonly RedisScript DropNews = new(nameof(DropNews), "redis.call('ZREM', P .. 'outbox', ARGV[1])");

    // KEYS: prefix.  ARGV: webhook, message, event, payload (JSON).
    public static readonly RedisScript Send = new(nameof(Send), Words + "post(ARGV[1], ARGV[2], ARGV[3], ARGV[4])");

    // KEYS: prefix.  ARGV: lease (ms).  Returns the hash of the message that waits longest, or nothing.
    public static readonly RedisScript Take = new(nameof(Take),
        Words +
        """
        while true do
          local id = redis.call('ZRANGEBYSCORE', P .. 'deliveries', '-inf', now, 'LIMIT', 0, 1)[1]
          if not id then return {} end
          local webhook = redis.call('HGET', delivery(id), 'webhook')
          if webhook and redis.call('HEXISTS', P .. 'webhooks', webhook) == 1 then
            redis.call('ZADD', P .. 'deliveries', now + ARGV[1], id)
            return redis.call('HGETALL', delivery(id))
          end
          redis.call('ZREM', P .. 'deliveries', id)
          redis.call('DEL', delivery(id))
        end
        """);

    // KEYS: prefix.  ARGV: delivery, state, HTTP status or 0, problem or ''.
    public static readonly RedisScript End = new(nameof(End),
        Words +
        """
        leave(ARGV[1])
        if redis.call('EXISTS', delivery(ARGV[1])) == 0 then return end
        redis.call('HINCRBY', delivery(ARGV[1]), 'tries', 1)
        redis.call('HSET', delivery(ARGV[1]), 'state', ARGV[2], 'status', ARGV[3], 'problem', ARGV[4], 'tried', now)
        redis.call('PEXPIRE', delivery(ARGV[1]), WEEK)
        """);

    // KEYS: prefix.  ARGV: delivery, pause (ms), HTTP status or 0, problem.
    public static readonly RedisScript TryLater = new(nameof(TryLater),
        Words +
        """
        if redis.call('EXISTS', delivery(ARGV[1])) == 0 then return end
        redis.call('ZADD', P .. 'deliveries', now + ARGV[2], ARGV[1])
        redis.call('HINCRBY', delivery(ARGV[1]), 'tries', 1)
        redis.call('HSET', delivery(ARGV[1]), 'status', ARGV[3], 'problem', ARGV[4], 'tried', now, 'due', now + ARGV[2])
        redis.call('PEXPIRE', delivery(ARGV[1]), 2 * WEEK)
        """);

    // KEYS: prefix.  ARGV: delivery.  Returns 0 when it is forgotten.
    public static readonly RedisScript TryNow = new(nameof(TryNow),
        Words +
        """
        if redis.call('EXISTS', delivery(ARGV[1])) == 0 then return 0 end
        redis.call('ZADD', P .. 'deliveries', now, ARGV[1])
        redis.call('HSET', delivery(ARGV[1]), 'state', 'Waiting', 'due', now)
        redis.call('PEXPIRE', delivery(ARGV[1]), 2 * WEEK)
        redis.call('PUBLISH', P .. 'outbox', '')
        return 1
        """);

    // KEYS: prefix.  ARGV: webhook.  Returns the hash of each message that is remembered, newest first.
    public static readonly RedisScript ListDeliveries = new(nameof(ListDeliveries),
        Words +
        """
        local rows = {}
        for _, id in ipairs(redis.call('LRANGE', P .. 'deliveries:' .. ARGV[1], 0, -1)) do
          local row = redis.call('HGETALL', delivery(id))
          if row[1] then rows[#rows + 1] = row end
        end
        return rows
        """);
}
