---nvim --clean --headless -l lua/pursuit/demo/run.lua [--interactive] [lang=zh] DIR
---Makes a workspace with months of history in DIR, and tells how one of its deals went. --interactive: makes the same and tells nothing.
local here = debug.getinfo(1, 'S').source:sub(2)
local plugin = vim.fs.dirname(vim.fs.dirname(vim.fs.dirname(vim.fs.dirname(vim.uv.fs_realpath(here)))))
vim.opt.runtimepath:prepend(plugin)

local Clock = require('pursuit.demo.clock')
local build = require('pursuit.demo.build')
local tour = require('pursuit.demo.tour')
local workshop = require('pursuit.demo.workshop')

local ZONE = { en = 0, zh = 8 * 3600 }
local MAKING = {
  en = 'pursuit: making a workspace with a year and a half of deals in %s …',
  zh = 'pursuit：正在 %s 中生成一年半的销售项目 …',
}

---@return { dir: string, lang: 'en'|'zh', interactive: boolean }
local function arguments()
  local asked = { lang = vim.env.LANG_DEMO or 'en', interactive = false }
  for _, word in ipairs(arg) do
    if word == '--interactive' then
      asked.interactive = true
    elseif word:find('^lang=') then
      asked.lang = word:sub(6)
    else
      asked.dir = word
    end
  end
  if not asked.dir or not ZONE[asked.lang] then
    error('usage: nvim --clean --headless -l lua/pursuit/demo/run.lua [--interactive] [lang=en|zh] DIR', 0)
  end
  asked.dir = vim.fs.normalize(vim.fn.fnamemodify(asked.dir, ':p')):gsub('/$', '')
  if vim.uv.fs_stat(asked.dir) and (vim.fn.isdirectory(asked.dir) == 0 or next(vim.fn.readdir(asked.dir))) then
    error(asked.dir .. ' is not empty: please name another folder, or remove it', 0)
  end
  return asked
end

---@param asked { lang: 'en'|'zh', interactive: boolean }
---@param shop pursuit.demo.Workshop
local function make(asked, shop)
  local now, cwd = vim.env.PURSUIT_NOW, vim.fn.getcwd()
  local hand, data = build.prepare(shop.root, asked.lang, Clock.new(now, ZONE[asked.lang]))
  io.write(MAKING[asked.lang]:format(shop.place), '\n')
  if asked.interactive then
    tour.put = function() end
  end
  build.run(hand, data, tour)
  vim.fn.setenv('PURSUIT_NOW', now or vim.NIL)
  if not asked.interactive then
    tour.finish(hand, data)
  end
  require('pursuit.workspace').close()
  vim.fn.chdir(cwd)
  workshop.deliver(shop)
end

local function main()
  local asked = arguments()
  local shop = workshop.open(asked.dir)
  local ok, fault = xpcall(make, vim.env.DEMO_TRACE and debug.traceback or tostring, asked, shop)
  workshop.close(shop)
  if not ok then
    error(fault, 0)
  end
end

local ok, message = pcall(main)
if not ok then
  io.stderr:write('demo: ' .. tostring(message) .. '\n')
  os.exit(1)
end
