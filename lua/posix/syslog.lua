-- Messages for the system's log, to the socket that it listens at.
local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.syslog"
base.groups(M, "LOG LOG_FACILITY LOG_OPTION")

local band, bor, lshift = bit32.band, bit32.bor, bit32.lshift
local ident, option, facility, mask = nil, 0, M.LOG_USER, 255
local log

local function connect()
  local fd = S.socket("unix", "dgram, cloexec")
  if fd and S.connect(fd, S.t.sockaddr_un("/dev/log")) then
    log = fd
    return true
  end
  if fd then fd:close() end
end

local function close()
  if log then log:close() end
  log = nil
end

base.functions(M, {
  LOG_MASK = { "i", function(priority) return lshift(1, priority) end },
  openlog = { "s?i?i", function(name, options, where)
    close()
    ident, option, facility = name, options or 0, where or M.LOG_USER
    if band(option, M.LOG_NDELAY) ~= 0 then connect() end
  end },
  closelog = { "", function()
    close()
    ident = nil
  end },
  setlogmask = { "?i", function(new)
    local old = mask
    if new and new ~= 0 then mask = band(new, 255) end
    return old
  end },
  syslog = { "is", function(priority, message)
    if band(lshift(1, band(priority, 7)), mask) == 0 then return end
    if band(priority, 0x3f8) == 0 then priority = bor(priority, facility) end
    local text = (ident or (arg and arg[0] or "lsys"):match("[^/]*$")) ..
      (band(option, M.LOG_PID) ~= 0 and ("[%d]"):format(S.getpid()) or "") .. ": " .. message
    if band(option, M.LOG_PERROR) ~= 0 then io.stderr:write((text:gsub("\n?$", "\n"))) end
    local line = ("<%d>%s %s"):format(priority, os.date("%b %e %H:%M:%S"), text)
    local sent = (log or connect()) and S.send(log, line, nil, "nosignal")
    if not sent then
      close() -- a log that was begun anew has a new socket
      sent = connect() and S.send(log, line, nil, "nosignal")
    end
    if not sent and band(option, M.LOG_CONS) ~= 0 then
      local console = S.open("/dev/console", "wronly, noctty, cloexec")
      if console then
        console:write(text .. "\r\n")
        console:close()
      end
    end
  end },
})
return M
