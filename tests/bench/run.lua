---`make bench`: what the design promises, measured side by side with what others would do, in one table for each size of workspace.
---BENCH: a number of deals (100, 1000, 10000), or several; with 10000 comes 1000, to see how figures grow. ROWS=pattern: only rows with that name.
local ROOT = os.getenv('PURSUIT_ROOT')
package.cpath = ROOT .. '/lua/?.so;' .. package.cpath
package.path = ROOT .. '/tests/bench/?.lua;' .. package.path

local place = require('place')
local print_table = require('print')
local scenes = require('scene')
local sys = require('sys')
local verdict = require('verdict')

sys.setenv('PURSUIT_NOW', '2026-05-15T09:00')
sys.setenv('GIT_CONFIG_GLOBAL', '/dev/null')
sys.setenv('GIT_CONFIG_NOSYSTEM', '1')
sys.setenv('LC_ALL', 'C.UTF-8')

---In this order: the cold ones before an index is there, those that change the workspace last.
local ROWS = {
  { 'index', 'cold' }, { 'index', 'memory' }, { 'index', 'board_cold' }, { 'org', 'roam' }, { 'index', 'scan' }, { 'find', 'first' },
  { 'find', 'ranked' }, { 'find', 'board' }, { 'git', 'history' }, { 'git', 'save' }, { 'editor', 'block' }, { 'editor', 'start' },
}

local function sizes()
  local out, asked = {}, os.getenv('BENCH') or ''
  for word in (asked ~= '' and asked or '100 1000'):gmatch('%d+') do
    out[#out + 1] = tonumber(word)
  end
  if #out == 1 and out[1] == 10000 then
    table.insert(out, 1, 1000)
  end
  return out
end

local function measure(scene)
  local results = {}
  for _, at in ipairs(ROWS) do
    local name = at[1] .. '.' .. at[2]
    if name:find(os.getenv('ROWS') or '') then
      local row = require('rows_' .. at[1])[at[2]]
      if not row.at or row.at == scene.place.deals then
        io.stderr:write(('%d deals: %s …\n'):format(scene.place.deals, row.what))
        local ok, pair = xpcall(row.measure, function(said)
          return tostring(said) .. (os.getenv('TRACE') and debug.traceback('', 2) or '')
        end, scene)
        results[#results + 1] = { row = row, pair = ok and pair or nil, fault = not ok and pair or nil }
      end
    end
  end
  return results
end

local function bench(deals)
  local at = place.make(deals)
  local head = '\n%d deals: %d notes, %d commits, made in %s'
  sys.sleep(2500) -- until the notes are older than the grain of the clock that the index goes by
  local scene = scenes.open(at)
  local results = measure(scene)
  scene:close()
  place.forget(at)
  io.write(head:format(deals, at.notes, at.commits, print_table.time(at.took)))
  io.write(scene.remembered and ', its history read for the first time in ' .. print_table.time(scene.remembered) or '', '\n\n')
  print_table.grid(verdict.table(results, deals), { [1] = true, [2] = true, [8] = true })
  io.flush()
  return results
end

local function head()
  local _, kind = place.base()
  local load = sys.slurp('/proc/loadavg'):match('^%S+')
  io.write(('On %s (%s), fsync on for our commits, file cache warm; %s processors, load %s at the start.\n'):format(
    (place.base():match('^/%w+/?%w*')), kind, (sys.read({ 'nproc' }):gsub('\n', '')), load))
  io.write('Each row ran both ways in turns; medians; the spread is that of the ratio of single pairs.\n')
end

local function main()
  head()
  local all = {}
  for _, deals in ipairs(sizes()) do
    all[deals] = bench(deals)
  end
  if all[1000] and all[10000] then
    io.write('\nFrom 1000 to 10000 deals\n\n')
    print_table.grid(verdict.growth(all[1000], all[10000]), { [1] = true, [6] = true })
  end
  return verdict.faults(all)
end

local ok, faults = xpcall(main, debug.traceback)
if not ok or #faults > 0 then
  io.stderr:write(ok and table.concat(faults, '\n') or faults, '\n')
  os.exit(1)
end
