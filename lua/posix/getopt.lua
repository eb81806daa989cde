-- Options of a command line, as getopt_long of the GNU C library takes them: operands are put behind the options.
local base = require "posix._base"
local M = base.module "posix.getopt"

local needs = { none = 0, required = 1, optional = 2 }

local function complain(arg, wanted, ...)
  if wanted ~= 0 then io.stderr:write(tostring(arg[0] or "lsys"), ": ", string.format(...), "\n") end
end

-- for char, argument, next index, number of the long option in getopt(arg, short, [long], [opterr = 0], [optind = 1])
base.functions(M, {
  getopt = { "ts?t?i?i", function(arg, short, long, opterr, optind)
    opterr, optind = opterr or 0, optind or 1
    local args, options = {}, {}
    for i = 0, #arg do
      args[i] = arg[i]
      if type(arg[i]) ~= "string" and type(arg[i]) ~= "number" then
        base.typeerror("getopt", i, "string", type(arg[i]), 2)
      end
    end
    for i, o in ipairs(long or {}) do
      if not needs[o[2]] then base.argerror("getopt", 3, "invalid option '" .. tostring(o[2]) .. "'", 2) end
      options[i] = { name = o[1], needs = needs[o[2]], char = o[3]:sub(1, 1) }
    end
    local mode = short:match("^[+-]") or os.getenv("POSIXLY_CORRECT") and "+" or ""
    local quiet = short:find("^[+-]?:") ~= nil
    if quiet then opterr = 0 end
    local first, last = optind, optind -- where the operands are that were passed over
    local rest = ""                    -- of an argument of several short options

    -- Puts the options from last to optind before the operands from first to last.
    local function exchange()
      local moved = {}
      for i = last, optind - 1 do moved[#moved + 1] = args[i] end
      for i = first, last - 1 do moved[#moved + 1] = args[i] end
      for i, a in ipairs(moved) do args[first + i - 1] = a end
      first, last = first + optind - last, optind
    end

    local function next_short()
      local char = rest:sub(1, 1)
      rest = rest:sub(2)
      local at = char ~= ":" and char ~= ";" and short:find(char, mode == "" and 1 or 2, true)
      if rest == "" then optind = optind + 1 end
      if not at then
        complain(arg, opterr, "invalid option -- '%s'", char)
        return "?", nil, optind, 0
      end
      local colons = short:match("^:*", at + 1)
      if colons == "" then return char, nil, optind, 0 end
      local value
      if rest ~= "" then
        value, rest, optind = rest, "", optind + 1
      elseif #colons == 1 then
        value = args[optind]
        if value == nil then
          complain(arg, opterr, "option requires an argument -- '%s'", char)
          return quiet and ":" or "?", nil, optind, 0
        end
        optind = optind + 1
      end
      return char, value, optind, 0
    end

    local function next_long(text)
      local name, value = text:match("^%-%-([^=]*)=?(.*)$")
      if not text:find("=", 1, true) then value = nil end
      local found, several
      for i, o in ipairs(options) do
        if o.name == name then
          found, several = i, nil
          break
        elseif o.name:sub(1, #name) == name then
          if found and (options[found].needs ~= o.needs or options[found].char ~= o.char) then several = true end
          found = found or i
        end
      end
      optind = optind + 1
      if several or not found then
        complain(arg, opterr, several and "option '--%s' is ambiguous" or "unrecognized option '--%s'", name)
        return "?", nil, optind, 0
      end
      local o = options[found]
      if value and o.needs == 0 then
        complain(arg, opterr, "option '--%s' doesn't allow an argument", o.name)
        return "?", nil, optind, 0
      elseif not value and o.needs == 1 then
        value = args[optind]
        if value == nil then
          complain(arg, opterr, "option '--%s' requires an argument", o.name)
          return quiet and ":" or "?", nil, optind, found - 1
        end
        optind = optind + 1
      end
      return o.char, value, optind, found - 1
    end

    return function()
      if rest == "" then
        if last > optind then last = optind end
        if first > optind then first = optind end
        if mode == "" then
          if first ~= last and last ~= optind then
            exchange()
          elseif last ~= optind then
            first = optind
          end
          while args[optind] and not args[optind]:find("^%-.") do optind = optind + 1 end
          last = optind
        end
        local text = args[optind]
        if text == "--" then
          optind = optind + 1
          if first ~= last and last ~= optind then
            exchange()
          elseif first == last then
            first = optind
          end
          last = #args + 1
          optind = last
          text = nil
        end
        if text == nil then
          if first ~= last then optind = first end
          return nil
        end
        if not text:find("^%-.") then
          if mode == "+" then return nil end
          optind = optind + 1
          return "\1", text, optind, 0
        end
        if text:find("^%-%-") and #options > 0 then return next_long(text) end
        rest = text:sub(2)
      end
      return next_short()
    end
  end },
})
return M
