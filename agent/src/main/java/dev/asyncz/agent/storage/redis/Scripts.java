package dev.asyncz.agent.storage.redis;

import dev.asyncz.agent.storage.redis.connection.Script;

/** The scripts that Redis runs for us. Every key that they touch begins with the stream's, and so lies in its slot. */
final class Scripts {
    /**
     * Adds entries to the stream KEYS[1] and returns how many were new. ARGV: what may stay, as {@link StreamLimits#limits}
     * has it; how far ts is ahead of and behind the id, at most; and for each entry its place, its digits, its task or nothing, the
     * number of its fields and values, and these, id first.
     */
    static final Script APPEND = new Script("""
            local stream = KEYS[1]
            local late, skew, task_prefix = stream .. ':late', stream .. ':skew', stream .. ':task:'

            local function widen(field, millis)
              if tonumber(millis) > tonumber(redis.call('HGET', skew, field) or 0) then
                redis.call('HSET', skew, field, millis)
              end
            end

            local function top()
              if redis.call('EXISTS', stream) == 0 then return '0-0' end
              local info = redis.call('XINFO', 'STREAM', stream)
              for i = 1, #info, 2 do
                if info[i] == 'last-generated-id' then return info[i + 1] end
              end
            end

            local function above(place)
              local millis, sequence = string.match(place, '(%d+)-(%d+)')
              return millis .. '-' .. string.format('%.0f', sequence + 1)
            end

            local function is_there(place, id, digits)
              local found = redis.call('XRANGE', stream, place, place)[1]
              return found and found[2][2] == id
                or #redis.call('ZRANGEBYLEX', late, '[' .. digits, '(' .. digits .. '~', 'LIMIT', 0, 1) > 0
            end

            widen('ahead', ARGV[2])
            widen('behind', ARGV[3])
            local last
            local seen, added, i = 0, 0, 4
            while i <= #ARGV do
              local place, digits, task = ARGV[i], ARGV[i + 1], ARGV[i + 2]
              local from, to = i + 4, i + 3 + ARGV[i + 3]
              i = to + 1
              seen = seen + 1
              local member = digits
              local at = redis.pcall('XADD', stream, place, unpack(ARGV, from, to))
              if type(at) == 'table' then
                if not string.find(at.err, 'The ID specified', 1, true) then return at end
                if is_there(place, ARGV[from + 1], digits) then
                  at = nil
                else
                  at = redis.call('XADD', stream, above(last or top()), unpack(ARGV, from, to))
                  member = digits .. at
                  redis.call('ZADD', late, 0, member)
                end
              end
              if at then
                last = at
                added = added + 1
                if task ~= '' then redis.call('ZADD', task_prefix .. task, 0, member) end
              end
            end

            local size = redis.call('XLEN', stream)
            local time = redis.pcall('TIME')
            local may_tell_time = not time.err
            local most = seen + 500
            local excess = most
            for count, age in string.gmatch(ARGV[1], '(%d+):(%d+)') do
              local gone = size - count
              if gone < most and tonumber(age) > 0 and may_tell_time then
                local oldest = string.format('%.0f', time[1] * 1000 - age)
                gone = math.max(gone, #redis.call('XRANGE', stream, '-', oldest, 'COUNT', most))
              end
              excess = math.min(excess, gone)
            end
            if excess > 0 then
              for _, entry in ipairs(redis.call('XRANGE', stream, '-', '+', 'COUNT', excess)) do
                local fields, digits, task = entry[2], nil, nil
                for f = 1, #fields, 2 do
                  if fields[f] == 'id' then digits = string.gsub(fields[f + 1], '-', '') end
                  if fields[f] == 'task_id' then task = fields[f + 1] end
                end
                if digits then
                  redis.call('ZREM', late, digits .. entry[1])
                  if task then redis.call('ZREM', task_prefix .. task, digits, digits .. entry[1]) end
                end
              end
              redis.call('XTRIM', stream, 'MAXLEN', size - excess)
            end
            return added
            """);

    /** The entries of the stream KEYS[1] that stand at the places ARGV, without those that are gone. */
    static final Script FETCH = new Script("""
            local entries = {}
            for _, place in ipairs(ARGV) do
              entries[#entries + 1] = redis.call('XRANGE', KEYS[1], place, place)[1]
            end
            return entries
            """);

    private Scripts() {}
}
