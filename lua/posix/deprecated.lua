-- Functions of require "posix" as they were before its submodules.
local check = require "posix._argcheck"
local base = require "posix._base"
local fcntl, grp, pwd, unistd = require "posix.fcntl", require "posix.grp", require "posix.pwd", require "posix.unistd"
local socket, stat, time = require "posix.sys.socket", require "posix.sys.stat", require "posix.time"
local resource, log, stdio = require "posix.sys.resource", require "posix.syslog", require "posix.stdio"
local fnmatch, ctype = require "posix.fnmatch", require "posix.ctype"

local M = {}

-- What is asked for of a table: nothing is all, names are their values, as many results as names.
local function selection(name, offset, fields, all)
  if #fields == 1 and type(fields[1]) == "table" then fields = fields[1] end
  if not next(fields) then return all end
  local values = {}
  for i, field in ipairs(fields) do
    if not all[field] then base.argerror(name, i + offset, "invalid option '" .. field .. "'", 3) end
    values[i] = all[field]
  end
  return table.unpack(values)
end

-- The fields of a table whose names begin with a prefix, without it.
local function stripped(t, prefix)
  local all = {}
  for key, value in pairs(t) do all[key:gsub("^" .. prefix, "")] = value end
  return all
end

local function yes(call)
  return function(...)
    local r = table.pack(call(...))
    if r[1] == 0 then return true end
    return table.unpack(r, 1, r.n)
  end
end
M.bind, M.connect = yes(socket.bind), yes(socket.connect)

local function clock(name)
  return { "?s", function(which)
    local ts = time[name](time["CLOCK_" .. (which or "realtime"):upper()] or time.CLOCK_REALTIME)
    return ts.tv_sec, ts.tv_nsec
  end }
end

local function exec(name)
  return function(path, ...)
    local args = { ... }
    check.checkstring(name, 1, path)
    local first = args[1]
    if first ~= nil and type(first) ~= "table" and type(first) ~= "string" then
      check.argtypeerror(name, 2, "string, table or nil", first)
    elseif type(first) == "table" then
      if #args > 1 then check.toomanyargerror(name, 2, #args + 1) end
      args = first
    else
      for i = 2, #args do check.checkstring(name, i + 1, args[i]) end
    end
    return unistd[name](path, args)
  end
end
M.exec, M.execp = exec "exec", exec "execp"

function M.fnmatch(...)
  local r = fnmatch.fnmatch(...)
  return r == 0
end

function M.isgraph(...) return ctype.isgraph(...) ~= 0 end

function M.isprint(...) return ctype.isprint(...) ~= 0 end

M.hostid = unistd.gethostid

local function legacy(tm)
  return {
    sec = tm.tm_sec, min = tm.tm_min, hour = tm.tm_hour, monthday = tm.tm_mday, day = tm.tm_mday, month = tm.tm_mon + 1,
    year = tm.tm_year + 1900, weekday = tm.tm_wday, yearday = tm.tm_yday, is_dst = tm.tm_isdst ~= 0,
  }
end

local function modern(t)
  return {
    tm_sec = t.sec, tm_min = t.min, tm_hour = t.hour, tm_mday = t.monthday or t.day, tm_mon = t.month - 1,
    tm_year = t.year - 1900, tm_wday = t.weekday, tm_yday = t.yearday, tm_isdst = t.is_dst and 1 or 0,
  }
end

local function now() return time.localtime(time.time()) end

local limits = { core = 1, cpu = 1, data = 1, fsize = 1, nofile = 1, stack = 1, as = 1 }
local function limit(name, text)
  if not limits[text:lower()] then base.argerror(name, 1, "invalid option '" .. text .. "'", 3) end
  return resource["RLIMIT_" .. text:upper()]
end

base.functions(M, {
  clock_getres = clock "clock_getres",
  clock_gettime = clock "clock_gettime",
  fadvise = { "fiii", function(file, offset, len, advice)
    return fcntl.posix_fadvise(stdio.fileno(file), offset, len, advice)
  end },
  getgroup = { "?a", function(group)
    if group == nil then group = unistd.getegid() end
    local g
    if type(group) == "number" then
      g = grp.getgrgid(group)
    elseif type(group) == "string" then
      g = grp.getgrnam(group)
    else
      check.argtypeerror("getgroup", 1, "string, int or nil", group, 2)
    end
    return g and { name = g.gr_name, gid = g.gr_gid, mem = g.gr_mem }
  end },
  getrlimit = { "s", function(text)
    local r = resource.getrlimit(limit("getrlimit", text))
    return r.rlim_cur, r.rlim_max
  end },
  setrlimit = { "s?i?i", function(text, cur, max)
    local number = limit("setrlimit", text)
    local old = resource.getrlimit(number)
    return resource.setrlimit(number, { rlim_cur = cur or old.rlim_cur, rlim_max = max or old.rlim_max })
  end },
  gmtime = { "?i", function(t) return legacy(time.gmtime(t or time.time())) end },
  localtime = { "?i", function(t) return legacy(time.localtime(t or time.time())) end },
  mktime = { "?t", function(t) return time.mktime(t and modern(t) or now()) end },
  nanosleep = { "ii", function(sec, nsec)
    local r, err, errno, left = time.nanosleep { tv_sec = sec, tv_nsec = nsec }
    if r == 0 then return 0 end
    return r, err, errno, left and left.tv_sec, left and left.tv_nsec
  end },
  openlog = { "s?s?i", function(ident, options, facility)
    local bits = { [" "] = 0, c = log.LOG_CONS, n = log.LOG_NDELAY, p = log.LOG_PID }
    local option = 0
    for ch in (options or ""):gmatch(".") do
      if not bits[ch] then check.badoption("openlog", 2, "openlog", ch, 2) end
      option = bit32.bor(option, bits[ch])
    end
    return log.openlog(ident, option, facility)
  end },
  strftime = { "s?t", function(format, t) return time.strftime(format, t and modern(t) or now()) end },
  strptime = { "ss", function(s, format)
    local tm, past = time.strptime(s, format)
    if tm then return legacy(tm), past end
  end },
  uname = { "?s", function(format)
    local u = require "posix.sys.utsname".uname()
    local parts = { m = u.machine, n = u.nodename, r = u.release, s = u.sysname, v = u.version, ["%"] = "%" }
    return (format or "%s %n %r %v %m"):gsub("%%(.)", function(ch)
      return parts[ch] or check.badoption("uname", 1, "format", ch, 4)
    end)
  end },
})

function M.gettimeofday()
  local tv = require "posix.sys.time".gettimeofday()
  return { sec = tv.tv_sec, usec = tv.tv_usec }
end

function M.getpasswd(user, ...)
  check.checkselection("getpasswd", 2, { ... }, 2)
  if user == nil then user = unistd.geteuid() end
  local p
  if type(user) == "number" then
    p = pwd.getpwuid(user)
  elseif type(user) == "string" then
    p = pwd.getpwnam(user)
  else
    check.argtypeerror("getpasswd", 1, "string, int or nil", user)
  end
  if p then return selection("getpasswd", 1, { ... }, stripped(p, "pw_")) end
end

function M.getpid(...)
  check.checkselection("getpid", 1, { ... }, 2)
  local all = {}
  for _, name in ipairs { "egid", "euid", "gid", "uid", "pgrp", "pid", "ppid" } do
    all[name] = unistd["get" .. name]()
  end
  return selection("getpid", 0, { ... }, all)
end

local paths = { "CHOWN_RESTRICTED", "LINK_MAX", "MAX_CANON", "MAX_INPUT", "NAME_MAX", "NO_TRUNC", "PATH_MAX",
  "PIPE_BUF", "VDISABLE" }

function M.pathconf(path, ...)
  local fields, first = { ... }, 2
  for _, name in ipairs(paths) do
    if path == name then path, fields, first = ".", { path, ... }, 1 end
  end
  check.optstring("pathconf", 1, path, ".", 2)
  check.checkselection("pathconf", first, fields, 2)
  local all = {}
  for _, name in ipairs(paths) do all[name] = unistd.pathconf(path or ".", unistd["_PC_" .. name]) end
  return selection("pathconf", first - 1, fields, all)
end

function M.sysconf(...)
  check.checkselection("sysconf", 1, { ... }, 2)
  local all = {}
  for _, name in ipairs { "ARG_MAX", "CHILD_MAX", "CLK_TCK", "JOB_CONTROL", "NGROUPS_MAX", "OPEN_MAX", "PAGESIZE",
    "SAVED_IDS",
      "STREAM_MAX", "TZNAME_MAX", "VERSION" } do
    all[name] = unistd.sysconf(unistd["_SC_" .. name])
  end
  return selection("sysconf", 0, { ... }, all)
end

function M.times(...)
  check.checkselection("times", 1, { ... }, 2)
  return selection("times", 0, { ... }, stripped(require "posix.sys.times".times(), "tms_"))
end

local kinds = { REG = "regular", LNK = "link", DIR = "directory", CHR = "character device", BLK = "block device",
  FIFO = "fifo", SOCK = "socket" }

-- stat(path, ...): of a link itself, as it always was
function M.stat(path, ...)
  check.checkstring("stat", 1, path, 2)
  check.checkselection("stat", 2, { ... }, 2)
  local st = stat.lstat(path)
  if not st then return end
  local all = stripped(st, "st_")
  all.rdev, all.blksize, all.blocks, all.type = nil, nil, nil, "?"
  for name, text in pairs(kinds) do
    if stat["S_IS" .. name](st.st_mode) ~= 0 then all.type = text end
  end
  all.mode = require "posix._mode".text(st.st_mode)
  return selection("stat", 1, { ... }, all)
end

function M.statvfs(path, ...)
  check.checkstring("statvfs", 1, path, 2)
  check.checkselection("statvfs", 2, { ... }, 2)
  local s = require "posix.sys.statvfs".statvfs(path)
  if s then return selection("statvfs", 1, { ... }, stripped(s, "f_")) end
end

return M
