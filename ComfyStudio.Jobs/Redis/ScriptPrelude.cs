namespace ComfyStudio.Jobs.Redis;

/// <summary>
/// The vocabulary of all scripts. Invariants kept here and nowhere else: a job is in exactly one <c>state:</c> set; a queued one has its place
/// in its owner's <c>waiting:</c> set, and stands in one <c>ready:</c> lane, in <c>delayed</c> or in a group's <c>held:</c> set; <c>heads</c> holds
/// the best score of each lane that is not empty; a lease exists exactly while a worker holds the job; a class is described in <c>classes</c>
/// while it has unfinished jobs; a group's <c>open</c> counts those of its own.
/// </summary>
internal static class ScriptPrelude
{
    // KEYS: the queue's prefix.  ARGV: the length of the event log, taken off here so that each script counts its own from 1.
    public const string Text =
        """
        local P = KEYS[1]
        local LOG = table.remove(ARGV, 1)
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local exactly_now = time[1] * 1000 + time[2] / 1000

        -- A job to be settled comes before everything new on its engine: a negative score.
        local SETTLE = -17592186044416
        -- A score is the priority times this, plus the place in line.
        local TIER = 1099511627776
        local LOST, HELD, CANCEL = 0, 1, 2

        local function at(id) return P .. 'job:' .. id end

        local function load(id)
          local v = redis.call('HMGET', at(id), 'state', 'seq', 'score', 'class', 'attempt', 'group', 'owner', 'engine', 'cancel', 'trace', 'started',
            'avoid', 'undo')
          if not v[1] then return nil end
          return { id = id, state = v[1], seq = tonumber(v[2]), score = v[3], class = v[4], attempt = tonumber(v[5] or 0), group = v[6],
            owner = v[7], engine = v[8] or '', cancel = v[9] == '1', trace = v[10] or '', started = v[11], avoid = v[12] or '', undo = tonumber(v[13]) }
        end

        local function log(...)
          redis.call('XADD', P .. 'events', 'MAXLEN', '~', LOG, '*', ...)
        end

        local function announce(job)
          log('kind', 'Job', 'job', job.id, 'group', job.group, 'owner', job.owner, 'engine', job.engine, 'state', job.state, 'trace', job.trace)
        end

        -- Nothing that was known of an earlier run is known of the one to come.
        local function fix_prompt(job, prompt, instance)
          redis.call('HSET', at(job.id), 'prompt', prompt, 'instance', instance)
          redis.call('HDEL', at(job.id), 'submitted', 'started', 'collecting', 'unknown')
        end

        local function published() redis.call('PUBLISH', P .. 'events', '') end
        local function published_soon() redis.call('PUBLISH', P .. 'events', 'soon') end
        local function wake() redis.call('PUBLISH', P .. 'wake', '') end

        local function head(lane)
          local top = redis.call('ZRANGE', P .. 'ready:' .. lane, 0, 0, 'WITHSCORES')
          if top[1] then redis.call('ZADD', P .. 'heads', top[2], lane) else redis.call('ZREM', P .. 'heads', lane) end
        end

        local function line_up(lane, score, id)
          redis.call('ZADD', P .. 'ready:' .. lane, score, id)
          head(lane)
        end

        local function step_out(lane, id)
          redis.call('ZREM', P .. 'ready:' .. lane, id)
          head(lane)
        end

        -- Jobs of one owner that need the same of an engine, and that the same engine should better not get.
        local function lane_of(job) return job.class .. '|' .. job.avoid .. '|' .. job.owner end

        local function is_paused(what) return redis.call('HEXISTS', P .. 'paused', what) == 1 end

        local function note_place(job)
          redis.call('ZADD', P .. 'waiting:' .. job.owner, job.score, job.id)
        end

        -- Where it belongs: in its lane, or held back while its group is paused.
        local function stand_in_line(job)
          note_place(job)
          if is_paused('group:' .. job.group) then
            redis.call('ZADD', P .. 'held:' .. job.group, job.score, job.id)
            redis.call('HSET', at(job.id), 'held', 1)
          else
            line_up(lane_of(job), job.score, job.id)
          end
        end

        local function leave_line(job)
          redis.call('ZREM', P .. 'waiting:' .. job.owner, job.id)
          redis.call('ZREM', P .. 'delayed', job.id)
          if redis.call('ZREM', P .. 'held:' .. job.group, job.id) == 1 then redis.call('HDEL', at(job.id), 'held') end
          step_out(lane_of(job), job.id)
        end

        local function move(job, state)
          if job.state ~= state then
            redis.call('ZREM', P .. 'state:' .. job.state, job.id)
            redis.call('ZADD', P .. 'state:' .. state, job.seq, job.id)
            redis.call('HSET', at(job.id), 'state', state)
            job.state = state
          end
        end

        -- The jobs whose retry time has come, at most 100 in one go.
        local function promote()
          local due = redis.call('ZRANGEBYSCORE', P .. 'delayed', '-inf', now, 'LIMIT', 0, 100)
          for _, id in ipairs(due) do
            redis.call('ZREM', P .. 'delayed', id)
            local job = load(id)
            if job then
              redis.call('HDEL', at(id), 'notBefore')
              stand_in_line(job)
            end
          end
        end

        -- What webhooks will tell of, with the transition itself and so as durable. Kept only while there is somebody to tell.
        local function tell(news, due)
          if redis.call('EXISTS', P .. 'webhooks') == 0 then return end
          redis.call('ZADD', P .. 'outbox', due, news)
          redis.call('PUBLISH', P .. 'outbox', '')
        end

        local function news_of_end(group) return 'group:' .. group .. ':' .. (redis.call('HGET', P .. 'group:' .. group, 'ends') or 0) end

        local function end_group(group, owner, due)
          redis.call('HINCRBY', P .. 'group:' .. group, 'ends', 1)
          redis.call('HDEL', P .. 'paused', 'group:' .. group)
          log('kind', 'Group', 'group', group, 'owner', owner)
          tell(news_of_end(group), due)
        end

        -- The last job of a group ends the group, unless more are to come. Told later when that job's cancel can still be taken back.
        local function leave_group(job)
          local group = P .. 'group:' .. job.group
          if redis.call('HINCRBY', group, 'open', -1) ~= 0 then return end
          redis.call('SREM', P .. 'stopping', job.group)
          if redis.call('HEXISTS', group, 'expects') == 0 then end_group(job.group, job.owner, job.undo or now) end
        end

        local function finish(job, state)
          move(job, state)
          redis.call('ZREM', P .. 'leases', job.id)
          redis.call('HDEL', at(job.id), 'expires', 'notBefore')
          redis.call('HSET', at(job.id), 'ended', now)
          local dead = state == 'Failed' or state == 'Parked'
          redis.call('ZADD', P .. (dead and 'dead' or 'done'), exactly_now, job.id)
          if redis.call('HINCRBY', P .. 'class-jobs', job.class, -1) <= 0 then
            redis.call('HDEL', P .. 'class-jobs', job.class)
            redis.call('HDEL', P .. 'classes', job.class)
          end
          announce(job)
          if dead then
            tell('job:' .. job.id, now)
            if redis.call('HEXISTS', P .. 'group:' .. job.group, 'stop') == 1 then redis.call('SADD', P .. 'stopping', job.group) end
          end
          leave_group(job)
        end

        -- Back to the queue as if it had never been sent; what its attempts left behind stays in its failures.
        local function requeue(job, delay)
          redis.call('ZREM', P .. 'leases', job.id)
          if job.cancel then return finish(job, 'Cancelled') end
          redis.call('HDEL', at(job.id), 'engine', 'worker', 'expires', 'prompt', 'instance', 'leased', 'submitted', 'started', 'collecting')
          job.engine = ''
          move(job, 'Queued')
          if delay > 0 then
            redis.call('HSET', at(job.id), 'notBefore', now + delay)
            redis.call('ZADD', P .. 'delayed', now + delay, job.id)
            note_place(job)
          else
            stand_in_line(job)
          end
          announce(job)
        end

        -- From an owner that is gone. What may be on the engine waits there to be settled, its prompt id kept.
        local function hand_back(job)
          if job.state == 'Leased' then return requeue(job, 0) end
          redis.call('ZREM', P .. 'leases', job.id)
          redis.call('HDEL', at(job.id), 'worker', 'expires')
          move(job, 'Unknown')
          line_up('settle:' .. job.engine, SETTLE + job.seq, job.id)
          announce(job)
        end

        local function note_failure(id, json)
          local old = redis.call('HGET', at(id), 'failures')
          redis.call('HSET', at(id), 'failures', old and (old .. ',' .. json) or json)
        end

        -- The job when this fence still holds it, its lease renewed; else nil.
        local function held(id, fence, lease)
          local job = load(id)
          if not job or job.attempt ~= tonumber(fence) or not redis.call('ZSCORE', P .. 'leases', id) then return nil, job end
          redis.call('ZADD', P .. 'leases', now + lease, id)
          redis.call('HSET', at(id), 'expires', now + lease)
          return job, job
        end

        local function answer(job) return job.cancel and CANCEL or HELD end

        """;
}
