local core = require('pursuit.core')
local scratch = require('scratch')

local GEN = os.getenv('PURSUIT_ROOT') .. '/build/tests/bench/gen'
local DEALS, COMMITS = 10, 60

local function generate(lang, seed)
  local dir = scratch.dir()
  local pipe = assert(io.popen(('%s %s %d %d %s %d'):format(GEN, dir, DEALS, COMMITS, lang, seed)))
  local said = pipe:read('*a')
  pipe:close()
  return dir, said
end

local function head(dir)
  return (scratch.git(dir, 'rev-parse', 'HEAD'))
end

describe('the workspaces that are measured', function()
  if not scratch.read(GEN) then
    pending('are made by build/tests/bench/gen, which was not built')
    return
  end
  scratch.setenv('PURSUIT_NOW', '2026-05-15T09:00')

  for _, lang in ipairs({ 'en', 'zh' }) do
    it('are the same for the same seed, and others for another: ' .. lang, function()
      local one, said = generate(lang, 1)
      assert.equal(head(one), head((generate(lang, 1))))
      assert.not_equal(head(one), head((generate(lang, 2))))
      assert.truthy(said:find('^%d+ 10 %d+ %d+ 60 deals/'), said)
    end)

    it('hold notes without an error, all committed: ' .. lang, function()
      local dir, said = generate(lang, 3)
      local ws = assert(core.open(dir))
      local errors = {}
      for _, diag in ipairs(assert(ws:call('diagnostics', { path = '' }))) do
        if diag.severity < 3 and diag.code ~= 'over-budget' then -- their deals cost what they cost
          errors[#errors + 1] = ('%s:%d: %s'):format(diag.path, diag.lnum, diag.message)
        end
      end
      assert.same({}, errors)
      assert.equal('', (scratch.git(dir, 'status', '--porcelain')))
      assert.equal(tostring(COMMITS), (scratch.git(dir, 'rev-list', '--count', 'HEAD')))
      local open, won = said:match('^%d+ %d+ (%d+) (%d+)')
      assert.equal(tonumber(open), assert(ws:call('board', { filter = '' })).count)
      assert.equal(open + won, #assert(ws:call('deals', { filter = '' })))
      ws:close()
    end)
  end
end)
