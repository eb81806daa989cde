-- What S.util has of this area, written in C.
local S = require "syscall"
local util = {}
for _, name in ipairs { "eventfd_read", "eventfd_write", "signalfd_read", "timerfd_read" } do
  util[name] = S["util." .. name]
end
return { util = util }
