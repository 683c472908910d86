local buffer = require('pursuit.buffer')
local children = require('child')
local overlay = require('pursuit.overlay')
local refresh = require('pursuit.refresh')

local path

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

---Opens a file with this text in the current window.
local function open(text)
  path = children.folder() .. '/note.md'
  children.write(path, text)
  buffer.open(path)
  return vim.api.nvim_get_current_buf()
end

---Changes the file as the core would.
local function change(text)
  children.write(path, text)
  vim.uv.fs_utime(path, os.time() + 5, os.time() + 5)
  refresh.files({ path })
end

describe('a buffer whose file changed', function()
  after_each(function()
    vim.cmd('silent! %bwipeout!')
  end)

  it('shows the new text and is not modified', function()
    local buf = open('a\nb\nc\n')
    change('a\nB\nc\nd\n')
    assert.same({ 'a', 'B', 'c', 'd' }, lines())
    assert.is_false(vim.bo[buf].modified)
  end)

  it('keeps cursor, marks and undo', function()
    local buf = open('one\ntwo\nthree\nfour\n')
    vim.api.nvim_win_set_cursor(0, { 3, 2 })
    vim.api.nvim_buf_set_mark(buf, 'a', 2, 1, {})
    vim.api.nvim_buf_set_mark(buf, 'b', 4, 0, {})
    change('zero\none\ntwo!\nthree\nfour\n')
    assert.same({ 4, 2 }, vim.api.nvim_win_get_cursor(0))
    assert.equal(3, vim.api.nvim_buf_get_mark(buf, 'a')[1])
    assert.equal(5, vim.api.nvim_buf_get_mark(buf, 'b')[1])
    vim.cmd('silent undo')
    assert.same({ 'one', 'two', 'three', 'four' }, lines())
    assert.is_true(vim.bo[buf].modified, 'undoing differs from the file')
    vim.cmd('silent redo')
    assert.is_false(vim.bo[buf].modified)
  end)

  it('keeps folds that were made by hand', function()
    open('1\n2\n3\n4\n5\n6\n')
    vim.wo.foldmethod = 'manual'
    vim.cmd('2,4fold')
    change('0\n1\n2\n3\n4\n5\n6!\n')
    assert.equal(3, vim.fn.foldclosed(4))
    assert.equal(5, vim.fn.foldclosedend(4))
  end)

  it('is not asked about, nor read again, later', function()
    local buf = open('a\n')
    local asked, read = 0, 0
    vim.api.nvim_create_autocmd('BufReadPost', { buffer = buf, callback = function() read = read + 1 end })
    change('b\n')
    assert.equal(0, read)
    vim.api.nvim_create_autocmd('FileChangedShell', { buffer = buf, callback = function() asked = asked + 1 end })
    vim.bo[buf].autoread = false
    vim.cmd('checktime')
    assert.equal(0, asked)
  end)

  it('can be written after that without a question', function()
    open('a\nb\n')
    change('a\nB\n')
    vim.api.nvim_buf_set_lines(0, 0, 1, false, { 'mine' })
    vim.cmd('silent write') -- a question would wait for ever
    assert.equal('mine\nB\n', children.read(path))
  end)

  it('is right also where the file only got another time', function()
    local buf = open('a\nb\n')
    change('a\nb\n')
    assert.same({ 'a', 'b' }, lines())
    assert.is_false(vim.bo[buf].modified)
    vim.api.nvim_buf_set_lines(0, 0, 1, false, { 'mine' })
    vim.cmd('silent write')
    assert.equal('mine\nb\n', children.read(path))
  end)

  it('is right where nothing can be undone', function()
    vim.go.undoreload = 0
    local buf = open('a\nb\n')
    vim.bo[buf].undolevels = -1
    change('a\nB\n')
    assert.same({ 'a', 'B' }, lines())
    assert.is_false(vim.bo[buf].modified)
    assert.equal(0, vim.go.undoreload)
    vim.go.undoreload = 10000
  end)

  it('keeps its own setting of autoread', function()
    local buf = open('a\n')
    change('b\n')
    assert.is_nil(vim.api.nvim_get_option_value('autoread', { buf = buf }))
  end)

  it('is left alone when it has unsaved changes', function()
    local buf = open('a\n')
    vim.api.nvim_buf_set_lines(buf, 0, -1, false, { 'mine' })
    change('b\n')
    assert.same({ 'mine' }, lines())
  end)

  it('comes without a final newline, with CRLF, with a BOM', function()
    local buf = open('a\r\nb\r\n')
    change('a\r\nc\r\n')
    assert.same({ 'a', 'c' }, lines())
    assert.equal('dos', vim.bo[buf].fileformat)
    change('a\r\nc')
    assert.is_false(vim.bo[buf].endofline)
    buf = open('\239\187\191a\n')
    change('\239\187\191b\n')
    assert.same({ 'b' }, lines())
    assert.is_false(vim.bo[buf].modified)
  end)

  it('is closed when the file is gone and no window shows it', function()
    local buf = open('a\n')
    local gone = path
    open('b\n')
    os.remove(gone)
    refresh.files({ gone })
    assert.is_false(vim.api.nvim_buf_is_valid(buf))
  end)

  it('stays in its window when the file is gone, without a question later', function()
    local buf = open('a\n')
    os.remove(path)
    refresh.files({ path })
    assert.is_true(vim.api.nvim_buf_is_valid(buf))
    vim.v.errmsg = ''
    vim.cmd('checktime')
    assert.equal('', vim.v.errmsg)
  end)

  it('follows a file that moved', function()
    open('a\nb\n')
    vim.api.nvim_win_set_cursor(0, { 2, 0 })
    local from = vim.fs.dirname(path)
    vim.uv.fs_rename(from, from .. '-new')
    buffer.follow(from, from .. '-new')
    assert.equal(from .. '-new/note.md', vim.api.nvim_buf_get_name(0))
    assert.same({ 2, 0 }, vim.api.nvim_win_get_cursor(0))
  end)

  it('is refreshed by random changes to just what the file holds', function()
    math.randomseed(7)
    local text = {}
    for i = 1, 30 do
      text[i] = 'line ' .. i
    end
    open(table.concat(text, '\n') .. '\n')
    for _ = 1, 60 do
      for _ = 1, math.random(1, 5) do
        local at = math.random(1, #text + 1)
        local what = math.random(3)
        if what == 1 then
          table.insert(text, at, 'new ' .. math.random(100) .. ' 云南')
        elseif at <= #text and what == 2 then
          text[at] = text[at]:sub(1, math.random(0, #text[at])):gsub('[\128-\255]+$', '') .. '变'
        elseif at <= #text and #text > 1 then
          table.remove(text, at)
        end
      end
      change(table.concat(text, '\n') .. '\n')
      assert.same(text, lines())
    end
  end)
end)

describe('the overlay', function()
  after_each(function()
    vim.cmd('silent! %bwipeout!')
  end)

  it('is the text that writing would give', function()
    for _, text in ipairs({ 'a\nb\n', 'a\r\nb\r\n', '\239\187\191a\n', 'a\0b\n', '云南\n' }) do
      local buf = open(text)
      assert.equal(text, overlay.text(buf))
    end
  end)

  it('holds modified buffers of the workspace only, by their real path', function()
    open('a\n')
    local root = vim.fs.dirname(path)
    assert.same({}, overlay.collect(root))
    vim.api.nvim_buf_set_lines(0, 0, -1, false, { 'b' })
    assert.same({ [path] = 'b\n' }, overlay.collect(root))
    assert.same({}, overlay.collect(root .. '/other'))
  end)

  it('sees through a link to the workspace', function()
    open('a\n')
    local root = vim.fs.dirname(path)
    local link = children.folder() .. '/link'
    vim.uv.fs_symlink(root, link)
    vim.cmd('silent! %bwipeout!')
    buffer.open(link .. '/note.md')
    vim.api.nvim_buf_set_lines(0, 0, -1, false, { 'b' })
    assert.same({ [root .. '/note.md'] = 'b\n' }, overlay.collect(root))
  end)

  it('leaves out buffers that are no files', function()
    local buf = vim.api.nvim_create_buf(true, false)
    vim.api.nvim_buf_set_lines(buf, 0, -1, false, { 'x' })
    vim.api.nvim_buf_set_name(buf, 'pursuit:///w/board')
    assert.same({}, overlay.collect('/w'))
    assert.is_nil(overlay.path(buf))
  end)
end)

describe('two changes of one text', function()
  local merge = require('pursuit.merge')

  local function joined(base, mine, theirs)
    local changes = merge.changes(base, mine, theirs)
    if not changes then
      return nil
    end
    local result = vim.deepcopy(mine)
    for _, one in ipairs(changes) do
      for _ = 1, one.count do
        table.remove(result, one.row + 1)
      end
      for i = #one.lines, 1, -1 do
        table.insert(result, one.row + 1, one.lines[i])
      end
    end
    return result
  end

  it('are joined where they are apart', function()
    local base = { 'a', 'b', 'c', 'd', 'e' }
    assert.same({ 'A', 'b', 'c', 'd', 'E' }, joined(base, { 'A', 'b', 'c', 'd', 'e' }, { 'a', 'b', 'c', 'd', 'E' }))
    assert.same({ 'new', 'a', 'b', 'c', 'e' }, joined(base, { 'new', 'a', 'b', 'c', 'd', 'e' }, { 'a', 'b', 'c', 'e' }))
    assert.same({ 'a', 'c', 'd', 'more', 'e' }, joined(base, { 'a', 'c', 'd', 'e' }, { 'a', 'b', 'c', 'd', 'more', 'e' }))
    assert.same({ 'a', 'b', 'c', 'd', 'e', 'typed' }, joined(base, { 'a', 'b', 'c', 'd', 'e', 'typed' }, base))
    assert.same({ 'a', 'b', 'C', 'd', 'e', 'typed' }, joined(base, { 'a', 'b', 'c', 'd', 'e', 'typed' }, { 'a', 'b', 'C', 'd', 'e' }))
  end)

  it('are not where they are in the same place', function()
    local base = { 'a', 'b', 'c' }
    assert.is_nil(joined(base, { 'a', 'X', 'c' }, { 'a', 'Y', 'c' }))
    assert.is_nil(joined(base, { 'a', 'b', 'x', 'c' }, { 'a', 'b', 'y', 'c' }))
    assert.is_nil(joined(base, { 'a', 'c' }, { 'a', 'B', 'c' }))
  end)

  it('at random never lose a line of either', function()
    math.randomseed(11)
    local joins = 0
    for round = 1, 300 do
      local base = {}
      for i = 1, 12 do
        base[i] = 'line ' .. i
      end
      local function changed(who, from, to)
        local result = vim.deepcopy(base)
        local at = math.random(from, to)
        local what = math.random(3)
        if what == 1 then
          table.insert(result, at, who .. round)
        elseif what == 2 then
          result[at] = who .. round
        else
          table.remove(result, at)
        end
        return result
      end
      local mine, theirs = changed('mine', 1, 12), changed('theirs', 1, 12)
      local both = joined(base, mine, theirs)
      joins = joins + (both and 1 or 0)
      for _, one in ipairs(both and { mine, theirs } or {}) do
        for _, line in ipairs(one) do
          if not vim.list_contains(base, line) then
            assert.is_true(vim.list_contains(both, line), line)
          end
        end
      end
      for i, line in ipairs(both and base or {}) do
        local kept = vim.list_contains(mine, line) and vim.list_contains(theirs, line)
        assert.equal(kept, vim.list_contains(both, line), i .. ' of round ' .. round)
      end
    end
    assert.is_true(joins > 200)
  end)

  it('meet in a buffer that was typed in while the file changed', function()
    local buf = open('a\nb\nc\n')
    local bases = refresh.bases(vim.fs.dirname(path))
    vim.api.nvim_buf_set_lines(buf, 3, 3, false, { 'typed' })
    children.write(path, 'A\nb\nc\n')
    vim.uv.fs_utime(path, os.time() + 5, os.time() + 5)
    refresh.files({ path }, bases)
    assert.same({ 'A', 'b', 'c', 'typed' }, lines())
    assert.is_true(vim.bo[buf].modified)
    vim.cmd('silent write')
    assert.equal('A\nb\nc\ntyped\n', children.read(path))
    vim.cmd('silent undo')
    assert.same({ 'a', 'b', 'c', 'typed' }, lines(), 'what came is one step')
    vim.cmd('silent! %bwipeout!')
  end)

  it('stay apart in a buffer where both changed the same line', function()
    local buf = open('a\nb\nc\n')
    local bases = refresh.bases(vim.fs.dirname(path))
    vim.api.nvim_buf_set_lines(buf, 1, 2, false, { 'mine' })
    children.write(path, 'a\ntheirs\nc\n')
    refresh.files({ path }, bases)
    assert.same({ 'a', 'mine', 'c' }, lines())
    assert.is_true(vim.bo[buf].modified)
    vim.cmd('silent! %bwipeout!')
  end)

  it('wait for the end of inserting', function()
    local child = children.start()
    local root = child:workspace()
    local deal = child:ok('new', 'Typing', { id = 'typing' })
    child:cmd('edit ' .. deal.folder .. '/log.md')
    child:lua([[
      _G.bases = require('pursuit.refresh').bases(...)
    ]], root)
    child:type('Gotyping on')
    local log = deal.folder .. '/log.md'
    local text = children.read(log)
    children.write(log, '# Changed above\n' .. text)
    child:lua("require('pursuit.refresh').files({ ... }, _G.bases)", log)
    child:type(' and on')
    assert.equal('typing on and on', child:api('get_current_line'))
    child:type('<Esc>')
    child:wait_for("vim.api.nvim_buf_get_lines(0, 0, 1, false)[1] == '# Changed above'")
    assert.equal('typing on and on', child:api('get_current_line'))
    assert.is_true(child:get('vim.bo.modified'))
    child:cmd('silent write')
    assert.equal('# Changed above\n' .. text .. 'typing on and on\n', children.read(log))
    child:stop()
  end)
end)
