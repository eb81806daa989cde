-- require "posix": all of its submodules in one table, and what is made of several of their functions.
local base = require "posix._base"
local M = {}

local subs = {
  "ctype", "dirent", "errno", "fcntl", "fnmatch", "getopt", "glob", "grp", "libgen", "poll", "pwd", "sched", "signal",
  "stdio", "stdlib", "sys.msg", "sys.resource", "sys.socket", "sys.stat", "sys.statvfs", "sys.time", "sys.times",
  "sys.utsname", "sys.wait", "syslog", "termio", "time", "unistd", "utime", "deprecated", "compat",
}
for _, sub in ipairs(subs) do
  for name, value in pairs(require("posix." .. sub)) do M[name] = value end
end
M.version = base.module "posix".version

local check = require "posix._argcheck"
local close, dup2, fork, wait, _exit = M.close, M.dup2, M.fork, M.wait, M._exit

local function check_task(name, task)
  if type(task) ~= "table" and type(task) ~= "function" then
    check.argtypeerror(name, 1, "table or function", task, 2)
  end
end

-- execx(task, ...): runs a program, { path, arguments }, in place of this one, or a function and ends with what it
-- gives.
function M.execx(task, ...)
  check_task("execx", task)
  if type(task) == "function" then
    _exit(task(...) or 0)
  else
    local _, _, errno = M.execp(table.unpack(task))
    _exit(errno)
  end
end

-- spawn(task, ...) -> status, "exited": the same in a process of its own, waited for
function M.spawn(task, ...)
  check_task("spawn", task)
  local pid, err = fork()
  if pid == nil then return pid, err end
  if pid == 0 then M.execx(task, ...) end
  local _, reason, status = wait(pid)
  return status, reason
end

local function move(from, to)
  if from == to then return end
  if not dup2(from, to) then error "error dup2-ing" end
  close(from)
end

local function popen(task, mode, pipe)
  local r, w = (pipe or M.pipe)()
  if not r then error "error opening pipe" end
  local reads = mode == "r"
  if not reads and mode ~= "w" then error "invalid mode" end
  local ours, theirs = reads and r or w, reads and w or r
  local from, to = reads and 0 or 1, reads and 1 or 0
  local pid = fork()
  if pid == nil then error "error forking" end
  if pid == 0 then
    move(theirs, to)
    close(ours)
    M.execx(task, theirs, from, to)
  end
  close(theirs)
  return { pids = { pid }, fd = ours }
end

local function check_popen(name, mode, pipe, n)
  check.checkstring(name, 2, mode, 2)
  if pipe ~= nil and type(pipe) ~= "function" then check.argtypeerror(name, 3, "function or nil", pipe, 2) end
  if n > 0 then check.toomanyargerror(name, 3, n + 3, 2) end
end

-- popen(task, "r" or "w", [pipe]) -> { pids, fd }: its output to be read, or its input to be written
function M.popen(task, mode, pipe, ...)
  check_task("popen", task)
  check_popen("popen", mode, pipe, select("#", ...))
  return popen(task, mode, pipe)
end

-- popen_pipeline(tasks, mode, [pipe]): several of them, each reading what the one before writes
function M.popen_pipeline(tasks, mode, pipe, ...)
  check.checktable("popen_pipeline", 1, tasks)
  check_popen("popen_pipeline", mode, pipe, select("#", ...))
  local writes = mode == "w"
  local first, from, to, step = 1, 2, #tasks, 1
  if writes then first, from, to, step = #tasks, #tasks - 1, 1, -1 end
  local all = popen(tasks[first], mode, pipe)
  for i = from, to, step do
    local more = popen(function(_, end_fd)
      move(all.fd, end_fd)
      M.execx(tasks[i])
    end, mode, pipe)
    close(all.fd)
    all.fd = more.fd
    all.pids[#all.pids + 1] = more.pids[1]
  end
  return all
end

-- pclose(pipe) -> reason, status of the last
function M.pclose(pipe)
  check.checktable("pclose", 1, pipe)
  close(pipe.fd)
  local reason, status
  for _, pid in ipairs(pipe.pids) do
    local _, how, with = wait(pid)
    reason, status = how, with
  end
  return reason, status
end

base.functions(M, {
  -- euidaccess(path, mode) -> 0: may the effective user do this?
  euidaccess = { "ss", function(path, mode)
    local S = require "syscall"
    return base.result(path, S.faccessat(nil, path, (mode:gsub("[^rwx]", "")), "eaccess"))
  end },
  -- openpty() -> master, slave, name of the slave
  openpty = { "", function()
    local flags = M.O_RDWR + M.O_NOCTTY
    local master, err = M.openpt(flags)
    if not master then return nil, err end
    local ok, name, slave
    ok, err = M.grantpt(master)
    if ok then ok, err = M.unlockpt(master) end
    if ok then name, err = M.ptsname(master) end
    if name then slave, err = require "posix.fcntl".open(name, flags) end
    if slave then return master, slave, name end
    close(master)
    return nil, err
  end },
})

-- Times: seconds and microseconds, with or without tv_ before their names.
local function parts(t)
  if t.tv_sec or t.tv_usec then return tonumber(t.tv_sec) or 0, tonumber(t.tv_usec) or 0 end
  return tonumber(t.sec) or 0, tonumber(t.usec) or 0
end

base.functions(M, {
  timeradd = { "tt", function(x, y)
    local xs, xu = parts(x)
    local ys, yu = parts(y)
    local sec, usec = xs + ys, xu + yu
    while usec > 1000000 do sec, usec = sec + 1, usec - 1000000 end
    return { sec = sec, usec = usec }
  end },
  timercmp = { "tt", function(x, y)
    local xs, xu = parts(x)
    local ys, yu = parts(y)
    return xs ~= ys and xs - ys or xu - yu
  end },
  timersub = { "tt", function(x, y)
    local xs, xu = parts(x)
    local ys, yu = parts(y)
    local sec, usec = xs - ys, xu - yu
    while usec < 0 do sec, usec = sec - 1, usec + 1000000 end
    return { sec = sec, usec = usec }
  end },
})

return M
