---What users read is true: tags against the code, links resolved, every example run.
local children = require('child')
local screens = require('screens')

local ROOT = assert(os.getenv('PURSUIT_ROOT'))

local function read(path)
  return children.read(ROOT .. '/' .. path)
end

local HELP = { 'doc/pursuit.txt', 'doc/pursuit-dev.txt' }

---Code blocks of a help file: `>lua` to `<`, or to the next line that is not indented. Tags and links in them are none.
---@return { lang: string, lines: string[], lnum: integer }[] blocks
---@return string prose the text without them
local function help_blocks(path)
  local blocks, prose, block = {}, {}, nil
  for lnum, line in ipairs(vim.split(read(path), '\n')) do
    if block and (line:find('^<') or line:find('^%S')) then
      block, line = nil, line:gsub('^<', '')
    end
    if block then
      table.insert(block.lines, (line:gsub('^    ', '')))
      line = ''
    else
      local lang = line:match('[ ]>(%l*)$') or line:match('^>(%l*)$')
      if lang then
        block = { lang = lang, lines = {}, lnum = lnum }
        blocks[#blocks + 1] = block
      end
    end
    prose[#prose + 1] = line
  end
  return blocks, table.concat(prose, '\n')
end

---Fenced blocks of a Markdown file.
local function markdown_blocks(path)
  local blocks, block = {}, nil
  for lnum, line in ipairs(vim.split(read(path), '\n')) do
    local fence = line:match('^```(%l*)')
    if fence and block then
      block = nil
    elseif fence then
      block = { lang = fence, lines = {}, lnum = lnum }
      blocks[#blocks + 1] = block
    elseif block then
      table.insert(block.lines, line)
    end
  end
  return blocks
end

---Tag → where it is defined. A tag is at the start of a line or after a blank.
local function tags()
  local found = {}
  for _, path in ipairs(HELP) do
    local _, prose = help_blocks(path)
    for tag in (' ' .. prose:gsub('\n', '\n ')):gmatch('%s%*([^*%s|]+)%*%f[%s%z]') do
      assert.is_nil(found[tag], 'the tag ' .. tag .. ' stands twice')
      found[tag] = path
    end
  end
  return found
end

---Those tags that are something's, without the frame around them.
local function tagged(pattern)
  local names = {}
  for tag in pairs(tags()) do
    names[#names + 1] = tag:match(pattern)
  end
  table.sort(names)
  return names
end

local function sorted(names)
  table.sort(names)
  return names
end

describe('help', function()
  it('has tags that stand once, by :helptags too', function()
    assert.truthy(vim.tbl_count(tags()) > 100)
    local dir = children.folder()
    for _, path in ipairs(HELP) do
      children.write(dir .. '/' .. vim.fs.basename(path), read(path))
    end
    vim.cmd.helptags(dir)
    local listed = {}
    for line in io.lines(dir .. '/tags') do
      listed[#listed + 1] = line:match('^%S+')
    end
    assert.same(sorted(vim.tbl_keys(tags())), sorted(listed))
  end)

  it('has links that lead somewhere', function()
    local known = tags()
    for _, path in ipairs(HELP) do
      local _, prose = help_blocks(path)
      for link in prose:gmatch('|([^|%s]+)|') do
        local theirs = not link:find('ursuit') and #vim.fn.getcompletion(link, 'help') > 0
        assert.truthy(known[link] or theirs, ('%s: |%s|'):format(path, link))
      end
    end
  end)

  it('lists the layers as the rule has them', function()
    local _, prose = help_blocks('doc/pursuit-dev.txt')
    local section = assert(prose:match('%*pursuit%-dev%-layers%*(.-)======'))
    local rule, at = read('tests/rules/layers.t'), 1
    for line in rule:match("\nfamilies='\n(.-)\n'"):gmatch('[^\n]+') do
      local name = line:match('^%S+%s+(%S+)')
      local _, stop = section:find('%f[%w_]' .. name .. '%f[^%w_/]', at)
      assert.truthy(stop, name .. ' is not there, or not in its order')
      at = stop
    end
    local said = section:match('Only ([^\n]-) touch the world'):gsub(',', ''):gsub(' and', '')
    assert.equal(rule:match("\nimpure='(.-)'"), said)
  end)

  it('names files that exist', function()
    for path in read('doc/pursuit-dev.txt'):gmatch('%f[%w.][%w./_-]+') do
      local folder = path:match('^(%.?%a+)/')
      if folder and vim.list_contains({ 'csrc', 'lua', 'tests', 'plugin', 'doc', '.ci' }, folder) then
        path = path:gsub('%.$', '')
        local found = vim.fn.glob(ROOT .. '/' .. path .. (path:find('[_/]$') and '*' or ''))
        assert.truthy(found ~= '', path)
      end
    end
  end)

  it('fits into 78 cells', function()
    for _, path in ipairs(HELP) do
      for lnum, line in ipairs(vim.split(read(path), '\n')) do
        assert.truthy(vim.api.nvim_strwidth(line) <= 78, ('%s:%d: %s'):format(path, lnum, line))
      end
    end
  end)

  it('has every subcommand, and none that does not exist', function()
    assert.same(require('pursuit.command').names(), tagged('^:Pursuit%-(.+)$'))
  end)

  it('names every subcommand that is still to come', function()
    local _, prose = help_blocks('doc/pursuit.txt')
    local said = prose:match('%*pursuit%-not%-built%*.-These are planned.-:%s(.-)%.\n'):gsub('%s+', ' ')
    assert.same(require('pursuit.command').LATER, vim.split(said, ', '))
  end)

  it('has every function of the API, and none that does not exist', function()
    local names = {}
    for name, value in pairs(require('pursuit')) do
      assert.equal('function', type(value))
      names[#names + 1] = name
    end
    assert.same(sorted(names), tagged('^pursuit%.([%w_]+)%(%)$'))
  end)

  it('has every option, and none that does not exist', function()
    local source, names = read('lua/pursuit/config.lua'), {}
    for name, kind in source:match('@class pursuit%.Opts\n(.-)\n\n'):gmatch('@field ([%w_]+)%?? (%b{})') do
      for inner in kind:gmatch('([%w_]+)%??:') do
        names[#names + 1] = name .. '.' .. inner
      end
    end
    for name, kind in source:match('@class pursuit%.Opts\n(.-)\n\n'):gmatch('@field ([%w_]+)%?? (%S+)') do
      if not kind:find('^{') then
        names[#names + 1] = name
      end
    end
    assert.same(sorted(names), tagged('^pursuit%-option%-(.+)$'))
    local config = require('pursuit.config')
    for _, name in ipairs(names) do
      local opts = {}
      local keys = vim.split(name, '.', { plain = true })
      opts[keys[1]] = keys[2] and { [keys[2]] = vim.empty_dict() } or vim.empty_dict()
      local fault = config.check(opts)
      assert.truthy(fault and fault:find('expected', 1, true), name .. ': ' .. tostring(fault))
    end
  end)

  it('has every map, and none that does not exist', function()
    local child = children.start()
    local names = child:lua([[
      local names = {}
      for _, mode in ipairs({ 'n', 'x' }) do
        for _, map in ipairs(vim.api.nvim_get_keymap(mode)) do
          if map.lhs:find('^<Plug>%(pursuit%-') then
            names[map.lhs] = true
          end
        end
      end
      return vim.tbl_keys(names)
    ]])
    child:stop()
    assert.same(sorted(names), tagged('^(<Plug>%(pursuit%-.+%))$'))
  end)

  it('has every highlight group, with the one it links to', function()
    local names = {}
    local _, prose = help_blocks('doc/pursuit.txt')
    for name, link in read('lua/pursuit/highlight.lua'):gmatch("(Pursuit%w+) = '(%w+)'") do
      names[#names + 1] = name
      assert.truthy(prose:find(name .. '%s+' .. link .. '%s'), name)
    end
    assert.same(sorted(names), tagged('^hl%-(.+)$'))
  end)

  it('has every diagnostic, and none that does not exist', function()
    local names = {}
    for _, path in ipairs(vim.fn.glob(ROOT .. '/csrc/diag/*.c', false, true)) do
      local source = children.read(path)
      for code in source:gmatch('%f[%w_]PS_%u+, "(%l[%l-]+)"') do
        names[code] = true
      end
      for code in source:gmatch('severity, "(%l[%l-]+)"') do
        names[code] = true
      end
      for code in source:gmatch('= "(missing%-%l+)"') do
        names[code] = true
      end
    end
    for code in read('csrc/workspace/ws_check.c'):gmatch('code = PS_S%("(%l[%l-]+)"%)') do
      names[code] = true
    end
    assert.same(sorted(vim.tbl_keys(names)), tagged('^pursuit%-diagnostic%-(.+)$'))
  end)

  it('has every error code', function()
    local names = {}
    for name in read('csrc/ground/error.c'):match('names%[%] = {"OK",(.-)}'):gmatch('"(%u+)"') do
      names[#names + 1] = name
    end
    assert.same(sorted(names), tagged('^pursuit%-error%-(.+)$'))
  end)

  it('names every field of what the API gives', function()
    local _, prose = help_blocks('doc/pursuit.txt')
    local source = read('lua/pursuit/types.lua')
    for _, class in ipairs({ 'Deal', 'Missing', 'Review', 'Vote', 'Condition', 'Criterion', 'Event', 'Place', 'Diagnostic', 'Readiness', 'Board',
      'Process', 'Done', 'Item', 'Today', 'NewOpts', 'DecideOpts', 'CloseOpts', 'CostOpts', 'LogOpts', 'AddOpts' }) do
      local fields = assert(source:match('@class pursuit%.' .. class .. '[^\n]*\n(.-)\n\n') or source:match('@class pursuit%.' .. class .. '[^\n]*\n(.-)\n$'))
      for field in fields:gmatch('@field ([%w_]+)') do
        assert.truthy(prose:find('%f[%w_]' .. field .. '%f[^%w_]'), class .. '.' .. field)
      end
    end
  end)

  it('names every heading, column, front-matter key and inline field that is read', function()
    local text, def = read('doc/pursuit.txt'), read('csrc/note/heading.def')
    local of_notes = true
    for line in def:match('(.-)#ifdef PS_COLUMN'):gmatch('[^\n]+') do
      of_notes = of_notes and not line:find('/* accounts', 1, true)
      local en, zh = line:match('^PS_HEADING%([%u_]+, "(.-)", "(.-)"')
      local unused = en == 'Personal needs' and #vim.fn.systemlist({ 'grep', '-l', 'PS_H_NEEDS_NOTED', '-r', ROOT .. '/csrc', '--include=*.c' }) == 0
      assert.truthy(not en or unused or text:gsub('%s+', ' '):find(en, 1, true), en)
      if zh and of_notes and text:find(en .. ' (', 1, true) then
        assert.truthy(text:find(en .. ' (' .. zh .. ')', 1, true), en .. ': ' .. zh)
      end
    end
    local process = { 'means', 'alias' }
    for line in def:match('#ifdef PS_COLUMN(.-)#endif'):match('(.-)/%* the process'):gmatch('[^\n]+') do
      process[#process + 1] = line:match('^PS_COLUMN%([%u_]+, "(.-)"')
    end
    for _, name in ipairs(process) do
      assert.truthy(text:find('%f[%w]' .. name .. '%f[%W]'), 'column ' .. name)
    end
    local front, keys = read('csrc/deal/entry.c'), {}
    for _, pattern in ipairs({ '%u%("([%l_]+)", %u', 'key = "([%l_]+)"' }) do
      for key in front:gmatch(pattern) do
        keys[#keys + 1] = key
      end
    end
    assert.truthy(#keys > 20)
    for _, key in ipairs(keys) do
      assert.truthy(text:find('[`%s]' .. key .. '[`%s]'), 'key ' .. key)
    end
    for _, path in ipairs(vim.fn.glob(ROOT .. '/csrc/*/*.c', false, true)) do
      for key in children.read(path):gmatch('ps_task_field%([^"\n]-, PS_S%("(%l+)"%)') do
        assert.truthy(text:find('[' .. key .. '::', 1, true), 'inline field ' .. key)
      end
    end
  end)

  it('names every field of a filter', function()
    local section = read('doc/pursuit.txt'):match('%*pursuit%-filter%*(.-)\n%s+%*pursuit%-views')
    for name in read('csrc/ground/filter.def'):gmatch('\nPS_FIELD%(%u[%u_]+, "([%w_]+)"') do
      assert.truthy(section:find('[`%s]' .. name .. '[`%s,]'), name)
    end
  end)

  it('knows the keys of the views', function()
    local _, prose = help_blocks('doc/pursuit.txt')
    for _, view in ipairs({ 'board', 'agenda', 'today', 'readiness', 'history' }) do
      local section = prose:match('%*pursuit%-' .. view .. '%*(.-)%-%-%-%-%-%-')
        or prose:match('%*pursuit%-' .. view .. '%*(.-)======')
      for key in read('lua/pursuit/view/' .. view .. '.lua'):gmatch("\n    { '([^']+)', ") do
        assert.truthy(section:find('%f[%S]' .. vim.pesc(key) .. '%f[%s]'), view .. ': ' .. key)
      end
    end
  end)
end)

---Runs the examples of a document in one child, from first to last: Ex commands line by line, Lua by the block. Nothing may go wrong.
local function run(path, blocks)
  local child = children.start({ columns = 100, lines = 40 })
  child:answer(1, 1, 1, 1)
  child:lua('vim.env.HOME = ...', child.home)
  local ran = 0
  local function good(lnum, what)
    child:settle()
    for _, one in ipairs(child:get('_G.said')) do
      assert.truthy(one.level < 4, ('%s:%d: %s: %s'):format(path, lnum, what, one.text))
    end
    child:messages()
    ran = ran + 1
  end
  for _, block in ipairs(blocks) do
    if block.lang == 'vim' then
      for i, line in ipairs(block.lines) do
        if line:find('%S') then
          local ok, fault = pcall(child.lua, child, 'vim.cmd(...)', line)
          assert.truthy(ok, ('%s:%d: %s: %s'):format(path, block.lnum + i, line, tostring(fault)))
          good(block.lnum + i, line)
        end
      end
    elseif block.lang == 'lua' then
      local ok, fault = pcall(child.lua, child, 'print = function() end\n' .. table.concat(block.lines, '\n'))
      assert.truthy(ok, ('%s:%d: %s'):format(path, block.lnum, tostring(fault)))
      good(block.lnum, 'lua')
    end
  end
  return child, ran
end

describe('the examples', function()
  it('of the help run', function()
    local child, ran = run('doc/pursuit.txt', (help_blocks('doc/pursuit.txt')))
    assert.truthy(ran > 30)
    local root = child.home .. '/sales'
    assert.equal('concept', child:ok('deal', 'acme-core', { root = root }).stage)
    assert.equal('open', child:ok('deal', 'harbour-private-lte', { root = root }).status)
    assert.truthy(child:get('vim.g.last_pursuit_commit') == vim.NIL)
    child:cmd('edit ' .. child:ok('deal', 'acme-core', { root = root }).path)
    assert.truthy(child:lua("return vim.api.nvim_eval_statusline(vim.o.statusline, {}).str"):find('acme%-core · Concept discussion'))
    child:stop()
  end)

  it('of the process note is a process without a fault', function()
    local found
    for _, block in ipairs((help_blocks('doc/pursuit.txt'))) do
      found = found or (block.lang == 'markdown' and block)
    end
    local child = children.start()
    local root = child:workspace()
    children.write(root .. '/.pursuit/process.md', vim.trim(table.concat(found.lines, '\n')) .. '\n')
    local process = child:ok('process', { root = root })
    assert.same({}, process.faults)
    assert.equal('Three steps', process.name)
    assert.equal(3, #process.stages)
    assert.equal('lead', child:ok('new', 'A deal', { root = root, value = 10000, kind = 'B' }).stage)
    child:stop()
  end)

  for path, lang in pairs(screens.FILES) do
    it('of ' .. path .. ' run', function()
      local child, ran = run(path, markdown_blocks(path))
      assert.truthy(ran >= 10)
      local root = child.home .. '/sales'
      local deals = child:ok('deals', '', { root = root })
      assert.equal(1, #deals)
      assert.equal('concept', deals[1].stage)
      assert.equal(lang, child:ok('process', { root = root }).lang)
      child:stop()
    end)

    it('of ' .. path .. ' show what is on the screen (.ci/screens takes them anew)', function()
      local text = read(path)
      assert.equal(text, screens.put(text, screens.take(lang)))
    end)
  end
end)

describe('the READMEs', function()
  it('name files, make targets and tags that exist', function()
    local known, makefile = tags(), read('Makefile')
    for path in pairs(screens.FILES) do
      local text, folder = read(path), vim.fs.dirname(ROOT .. '/' .. path)
      for link in text:gmatch('%]%(([^)]+)%)') do
        assert.truthy(link:find('^https?://') or vim.uv.fs_stat(folder .. '/' .. link), path .. ': ' .. link)
      end
      for target in text:gmatch('`make ([%l-]+)`') do
        assert.truthy(makefile:find('\n## ' .. vim.pesc(target) .. ':'), path .. ': make ' .. target)
      end
      for target in text:gmatch('\nmake ([%l-]+)%f[%s]') do
        assert.truthy(makefile:find('\n## ' .. vim.pesc(target) .. ':'), path .. ': make ' .. target)
      end
      for tag in text:gmatch(':help ([%w.:-]+)') do
        assert.truthy(known[tag] or known[tag .. '.txt'], path .. ': :help ' .. tag)
      end
      for sub in text:gmatch('`:Pursuit (%l+)') do
        assert.truthy(require('pursuit.command').MODULES[sub], path .. ': :Pursuit ' .. sub)
      end
    end
  end)

  it('write full-width marks in Chinese', function()
    for lnum, line in ipairs(vim.split(read('doc/README.zh.md'), '\n')) do
      local said = line:gsub('`[^`]*`', '`')
      assert.is_nil(said:match('[\228-\233][\128-\191][\128-\191][,;:!?]'), ('doc/README.zh.md:%d: %s'):format(lnum, line))
    end
  end)
end)
