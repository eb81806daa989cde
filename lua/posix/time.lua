local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.time"
base.groups(M, "CLOCK")

local names = { "sec", "min", "hour", "mday", "mon", "year", "wday", "yday", "isdst" }
local fields = "tm_sec tm_min tm_hour tm_mday tm_mon tm_year tm_wday tm_yday tm_isdst tm_gmtoff tm_zone"
local typed_tm, typed_ts = base.typed "PosixTm", base.typed "PosixTimespec"

local function push(tm)
  local t = {}
  for _, name in ipairs(names) do t["tm_" .. name] = tm[name] end
  return typed_tm(t)
end

local function check(name, i, t)
  local tm = S.t.tm()
  for _, field in ipairs(names) do tm[field] = base.field(name, i, t, "tm_" .. field, "i", 0) end
  base.fields(name, i, t, fields)
  return tm
end

local function calendar(name, call)
  return { "i", function(seconds)
    local tm, err, errno = call(seconds)
    if not tm then return base.result(name, nil, err, errno) end
    return push(tm)
  end }
end

local function clock(name, call)
  return { "i", function(number)
    local ts, err, errno = call(number)
    if not ts then return base.result(name, nil, err, errno) end
    return typed_ts { tv_sec = ts.tv_sec, tv_nsec = ts.tv_nsec }
  end }
end

base.functions(M, {
  clock_getres = clock("clock_getres", S.clock_getres),
  clock_gettime = clock("clock_gettime", S.clock_gettime),
  gmtime = calendar("gmtime", S.gmtime),
  localtime = calendar("localtime", S.localtime),
  mktime = { "t", function(t)
    local seconds = S.mktime(check("mktime", 1, t))
    if seconds and seconds >= 0 then return seconds end
  end },
  nanosleep = { "t", function(t)
    local req, left = S.t.timespec(), S.t.timespec()
    req.tv_sec = base.field("nanosleep", 1, t, "tv_sec", "i", 0)
    req.tv_nsec = base.field("nanosleep", 1, t, "tv_nsec", "i", 0)
    base.fields("nanosleep", 1, t, "tv_sec tv_nsec")
    local done, err, rem = S.nanosleep(req, left)
    if not done then return base.result("nanosleep", nil, err, rem) end
    if not rem then return 0 end
    local message = "nanosleep: " .. tostring(S.t.error(S.c.E.INTR))
    return nil, message, S.c.E.INTR, typed_ts { tv_sec = left.tv_sec, tv_nsec = left.tv_nsec }
  end },
  strftime = { "st", function(format, t) return S.strftime(format, check("strftime", 2, t)) end },
  strptime = { "ss", function(s, format)
    local tm, past = S.strptime(s, format)
    if tm then return push(tm), past end
  end },
  time = { "", function() return S.time() end },
})
return M
