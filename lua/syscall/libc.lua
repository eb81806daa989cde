-- Patterns of names of files. The C libraries' own would bring their tables of all scripts' letters, and read them only
-- where a locale is set; here a letter is a byte, as it is to them in the C locale.
local S = require "syscall"
local c = S.c
local band = bit32.band

local libc = {}

local classes = { alpha = "%a", digit = "%d", alnum = "%w", upper = "%u", lower = "%l", space = "%s", blank = "[ \t]",
  punct = "%p", print = "[%g ]", graph = "%g", cntrl = "%c", xdigit = "%x" }

-- Is ch in the set that begins behind the [ at at? Gives the place behind its ] too; nil: it has none.
local function in_set(pattern, at, ch, escapes, fold)
  local found, first, negated = false, true, false
  local function same(set)
    return ch:find(set) or fold and (ch:lower():find(set) or ch:upper():find(set))
  end
  if pattern:find("^[!^]", at) then negated, at = true, at + 1 end
  while true do
    local p = pattern:sub(at, at)
    if p == "" then return nil end
    if p == "]" and not first then return found ~= negated, at + 1 end
    first = false
    local kind, name, past = pattern:match("^%[([:.=])(.-)%1%]()", at)
    if kind == ":" then
      if not classes[name] then return nil end
      if same(classes[name]) then found = true end
      at = past
    else
      local from, to
      if kind then
        from, at = name, past
      else
        if p == "\\" and escapes then at = at + 1 end
        from, at = pattern:sub(at, at), at + 1
        if from == "" then return nil end
      end
      to = from
      if pattern:find("^%-[^%]]", at) then
        at = at + 1
        if escapes and pattern:find("^\\", at) then at = at + 1 end
        kind, name, past = pattern:match("^%[([.=])(.-)%1%]()", at)
        to, at = kind and name or pattern:sub(at, at), kind and past or at + 1
      end
      if from <= ch and ch <= to or fold and (from <= ch:lower() and ch:lower() <= to or
          from <= ch:upper() and ch:upper() <= to) then
        found = true
      end
    end
  end
end

-- fnmatch(pattern, string, [flags]) -> does it match? flags: c.FNM
function libc.fnmatch(pattern, s, flags)
  flags = c.FNM(flags)
  local escapes, path = band(flags, c.FNM.NOESCAPE) == 0, band(flags, c.FNM.PATHNAME) ~= 0
  local period, fold = band(flags, c.FNM.PERIOD) ~= 0, band(flags, c.FNM.CASEFOLD) ~= 0
  local leading = band(flags, c.FNM.LEADING_DIR) ~= 0
  -- What no wildcard matches: a slash of a path, and the dot that a name begins with.
  local function apart(at)
    local ch = s:sub(at, at)
    return ch == "" or path and ch == "/" or
      period and ch == "." and (at == 1 or path and s:sub(at - 1, at - 1) == "/")
  end
  local function match(p, at)
    local star, resume -- behind the last *, and where what it matches ends: taken up again when the rest does not match
    while true do
      local ch, good, past = pattern:sub(p, p), false, p + 1
      if ch == "" then
        if at > #s or leading and s:sub(at, at) == "/" then return true end
      elseif ch == "*" then
        if not (apart(at) and s:sub(at, at) == ".") then
          star, resume = past, at
          p = past
          good = nil
        end
      elseif ch == "?" then
        good = not apart(at)
      elseif ch == "[" then
        local inside
        inside, past = in_set(pattern, p + 1, s:sub(at, at), escapes, fold)
        if inside == nil then
          good, past = s:sub(at, at) == "[", p + 1
        else
          good = inside and not apart(at)
        end
      else
        if ch == "\\" and escapes then
          ch, past = pattern:sub(p + 1, p + 1), p + 2
          if ch == "" then return false end
        end
        local other = s:sub(at, at)
        good = other == ch or fold and other:lower() == ch:lower()
      end
      if good then
        p, at = past, at + 1
        if path and ch == "/" then star = nil end
      elseif good == false then
        if not star or apart(resume) then return false end
        resume = resume + 1
        p, at = star, resume
      end
    end
  end
  return match(1, 1)
end

-- glob(pattern, [flags]) -> list of paths; nil, text, c.GLOB_ERROR. flags: c.GLOB
function libc.glob(pattern, flags)
  flags = c.GLOB(flags)
  local function set(name) return band(flags, c.GLOB[name]) ~= 0 end
  local escapes, aborted = not set "NOESCAPE", nil
  local matching = c.FNM(set "PERIOD" and 0 or "period", not escapes and "noescape" or 0)
  local function plain(part) return escapes and part:gsub("\\(.)", "%1") or part end
  local found = {}
  local function walk(dir, rest)
    local slashes, part, after = rest:match("^(/*)([^/]*)(.*)$")
    dir = dir .. slashes
    if part == "" then
      if S.lstat(dir) then found[#found + 1] = dir end
    elseif not part:find("[*?[]") then
      if after ~= "" then
        walk(dir .. plain(part), after)
      elseif S.lstat(dir .. plain(part)) then
        found[#found + 1] = dir .. plain(part)
      end
    else
      local names, err = S.util.dirtable(dir == "" and "." or dir)
      if not names then
        if set "ERR" and not (err.NOENT or err.NOTDIR) then aborted = true end
        return
      end
      for _, name in ipairs(names) do
        if libc.fnmatch(part, name, matching) then
          if after == "" then
            found[#found + 1] = dir .. name
          elseif (S.stat(dir .. name) or {}).isdir then
            walk(dir .. name, after)
          end
        end
      end
    end
  end
  walk("", pattern)
  if aborted then return nil, "a directory could not be read", c.GLOB_ERROR.ABORTED end
  if #found == 0 then
    if not set "NOCHECK" then return nil, "no match", c.GLOB_ERROR.NOMATCH end
    return { pattern }
  end
  for n, path in ipairs(found) do
    if set "MARK" and path:sub(-1) ~= "/" and (S.stat(path) or {}).isdir then found[n] = path .. "/" end
  end
  if not set "NOSORT" then table.sort(found) end
  return found
end

return libc
