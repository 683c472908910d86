---What git is part of: a save, and the history of a deal.
local sample = require('sample')
local sys = require('sys')

local M = {}

---Both copies get the same new lines, in one deal's log after the other.
local function type_into(scene, n, word)
  local logs = scene.logs
  if not logs then
    logs = {}
    for path in sys.read({ 'git', '-C', scene.place.dir, 'ls-files', '-z', '--', 'deals/*/log.md' }):gmatch('%Z+') do
      logs[#logs + 1] = path
    end
    scene.logs = logs
  end
  local path = logs[n * 37 % #logs + 1]
  for _, dir in ipairs({ scene.place.dir, scene.place.other }) do
    sys.write(dir .. '/' .. path, ('\n## 2026-05-15 09:%02d note\n\n%s 预算 is settled.\n'):format(n % 60, word), 'ab')
  end
  return path
end

---Saved, committed and to be found: without a walk where the save itself has told the index.
local function save(scene, path, word)
  local took, done = scene:call('save', { paths = { scene.place.dir .. '/' .. path } })
  scene:same(done.commits, 1, 'commits of a save')
  local more, hits = scene:call('search', { query = word, limit = 1, known = true })
  if #hits == 0 then
    local again
    again, hits = scene:call('search', { query = word, limit = 1 })
    more = more + again
  end
  scene:same(#hits, 1, 'notes with what was saved')
  return took + more
end

M.save = {
  what = 'save, committed and indexed', against = 'git add + git commit', faster = { [1000] = 8, [10000] = 25 }, grows = 'flat',
  measure = function(scene)
    require('place').copy(scene.place)
    local dir, other, count = scene.place.dir, scene.place.other, 0
    local before = tonumber(sys.read({ 'git', '-C', dir, 'rev-list', '--count', 'HEAD' }))
    local path, word
    local pair = sample.pairs(15, function(run)
      word = ('kxsave%04d'):format(run)
      path = type_into(scene, run, word)
      count = count + 1
      return save(scene, path, word)
    end, function()
      return scene:time(other, 'git', 'add', '--', path) + scene:time(other, 'git', 'commit', '-q', '-m', word)
    end)
    scene:reopen()
    scene:same(tonumber(sys.read({ 'git', '-C', dir, 'rev-list', '--count', 'HEAD' })), before + count, 'commits')
    scene:must(sys.read({ 'git', '-C', dir, 'status', '--porcelain' }) == '', 'git status is not clean after the saves')
    return pair
  end,
}

local function git_log(scene)
  return sys.read({ 'git', '-C', scene.place.dir, 'log', '--format=%H', '--', scene.place.folder })
end

---Reads git's history to its beginning. What is measured is what stands there from then on.
---@return number milliseconds
local function remember(scene)
  local began = sys.now()
  repeat
    local _, progress = scene:call('remember', { ms = 1000 })
  until progress.complete
  return sys.now() - began
end

M.history = {
  what = 'history of one deal', against = 'git log -- folder, changed paths', faster = 20, from = 1000, grows = 'flat',
  measure = function(scene)
    local dir, folder = scene.place.dir, scene.place.folder
    sys.run({ 'git', '-C', dir, 'commit-graph', 'write', '--reachable', '--changed-paths', '--no-progress' })
    local id, commits = folder:match('[^/]+$'), 0
    scene.remembered = remember(scene)
    for _ in git_log(scene):gmatch('%x+') do
      commits = commits + 1
    end
    return sample.pairs(9, function()
      local took, events = scene:call('history', { id = id })
      local seen, n = {}, 0
      for _, event in ipairs(events) do
        n = n + (seen[event.commit] and 0 or 1)
        seen[event.commit] = true
      end
      scene:same(n, commits, 'commits in the history')
      return took
    end, function()
      return scene:time(dir, 'git', '-c', 'core.fsmonitor=false', 'log', '--', folder)
    end)
  end,
}

return M
