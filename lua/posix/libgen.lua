local S = require "syscall"
local base = require "posix._base"
local M = base.module "posix.libgen"
base.functions(M, { basename = { "s", S.util.basename }, dirname = { "s", S.util.dirname } })
return M
