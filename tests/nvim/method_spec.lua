---The method against the software: what carries out each of its sections exists, and its terms are the interface's.
local children = require('child')

local ROOT = assert(os.getenv('PURSUIT_ROOT'))

local function read(path)
  return children.read(ROOT .. '/' .. path)
end

---Lines of a data file as lists of fields.
local function rows(path)
  local found = {}
  for line in read(path):gmatch('[^\n]+') do
    if line:sub(1, 1) ~= '#' then
      found[#found + 1] = vim.split(line, '\t', { plain = true })
    end
  end
  return found
end

---The codes that diagnostics are said with.
local function diagnostics()
  local all = {}
  for _, path in ipairs(vim.fn.glob(ROOT .. '/csrc/diag/*.c', false, true)) do
    all[#all + 1] = children.read(path)
  end
  return table.concat(all)
end

---Text side by side in both languages: texts, headings and columns, the process notes cell by cell.
local function pairs_of_words()
  local found = {}
  local function put(en, zh)
    found[#found + 1] = { en:lower(), zh }
  end
  for _, entry in pairs(require('pursuit.text').all()) do
    put(entry.en, entry.zh)
  end
  for en, zh in read('csrc/ground/text.def'):gmatch('PS_TEXT%([%u%d_]+,%s+"(.-)",%s+"(.-)"%)') do
    put(en, zh)
  end
  for names in read('csrc/note/heading.def'):gmatch('PS_%u+%([%u%d_]+, (.-)%)\n') do
    local en, zh, third, fourth = names:match('"(.-)", "(.-)", "(.-)", "(.-)"')
    put(en, zh)
    put(third or '', fourth or '')
    put(en or '', third or '')
  end
  local cells = {}
  for lang in pairs({ en = true, zh = true }) do
    cells[lang] = {}
    for line in read('csrc/process/process.' .. lang .. '.md'):gmatch('[^\n]+') do
      for cell in (line:match('^| (.*) |$') or line:match('^#+ (.*)$') or ''):gmatch('[^|]+') do
        table.insert(cells[lang], vim.trim(cell))
      end
    end
  end
  assert.equal(#cells.en, #cells.zh)
  for i, en in ipairs(cells.en) do
    put(en, cells.zh[i])
  end
  return found
end

describe('the method', function()
  it('is carried out: commands, functions, diagnostics and entries of each section exist', function()
    local command, pursuit, said = require('pursuit.command'), require('pursuit'), diagnostics()
    local child = children.start()
    local root = child:workspace()
    local entries = {}
    for _, entry in ipairs(child:ok('entries', { root = root })) do
      entries[entry.id] = true
    end
    child:stop()
    local exists = {
      command = function(name) return command.MODULES[name] and not vim.list_contains(command.LATER, name) end,
      ['function'] = function(name) return rawget(pursuit, name) ~= nil end,
      diagnostic = function(name) return said:find('"' .. name .. '"', 1, true) end,
      entry = function(name) return entries[name] end,
    }
    local sections = {}
    for _, row in ipairs(rows('tests/method/features.txt')) do
      sections[row[1]] = true
      assert.truthy(exists[row[2]](row[3]), ('section %s: the %s %s is not there'):format(row[1], row[2], row[3]))
    end
    for section = 1, 11 do
      assert.truthy(sections[tostring(section)], 'section ' .. section)
    end
  end)

  it('has its terms in the interface, in both languages', function()
    local known, lacking = pairs_of_words(), {}
    for _, row in ipairs(rows('tests/method/words.txt')) do
      local found = vim.iter(known):any(function(pair)
        return pair[1]:find(row[1], 1, true) and pair[2]:find(row[2], 1, true)
      end)
      if not found then
        lacking[#lacking + 1] = row[1] .. ' / ' .. row[2]
      end
    end
    assert.same({}, lacking)
  end)
end)
