local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.poll"
local POLL = S.c.POLL

local names = { "IN", "PRI", "OUT", "ERR", "HUP", "NVAL" }

local function check(fds)
  for fd, entry in pairs(fds) do
    if type(fd) ~= "number" then base.argerror("poll", 1, "contains non-integer key(s)", 3) end
    if type(entry) ~= "table" then base.argerror("poll", 1, "contains non-table value(s)", 3) end
    if type(entry.events) ~= "table" or (entry.revents ~= nil and type(entry.revents) ~= "table") then
      base.argerror("poll", 1, "contains invalid value table(s)", 3)
    end
  end
end

base.functions(M, {
  -- poll({ [fd] = { events = { IN = true }, revents = ... } }, [timeout]) -> number
  poll = { "t?i", function(fds, timeout)
    check(fds)
    local list, entries = {}, {}
    for fd, entry in pairs(fds) do
      local events = 0
      for _, name in ipairs(names) do
        if entry.events[name] then events = bit32.bor(events, POLL[name]) end
      end
      list[#list + 1] = { fd = fd, events = events }
      entries[#list] = entry
    end
    local pollfds = S.t.pollfds(list)
    local n, err, errno = S.poll(pollfds, timeout or -1)
    if not n then return base.result(nil, nil, err, errno) end
    if n > 0 then
      for i, entry in ipairs(entries) do
        entry.revents = entry.revents or {}
        for _, name in ipairs(names) do
          entry.revents[name] = bit32.btest(pollfds[i].revents, POLL[name])
        end
      end
    end
    return n
  end },
})
base.calls(M, {
  rpoll = { "ii", function(fd, timeout)
    return S.poll({ { fd = fd, events = POLL.IN } }, timeout)
  end },
})
return M
