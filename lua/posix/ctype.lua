local base = require "posix._base"
local M = base.module "posix.ctype"
base.functions(M, {
  isgraph = { "s", function(s) return s:find("^%g") and 1 or 0 end },
  isprint = { "s", function(s) return s:find("^[%g ]") and 1 or 0 end },
})
return M
