std = 'luajit'
cache = false
codes = true
max_line_length = 140
read_globals = { 'vim' }
exclude_files = { 'build', '.deps' }

-- Settings of Neovim are set by assignment.
files['lua'] = { globals = { 'vim.b', 'vim.bo', 'vim.g', 'vim.go', 'vim.o', 'vim.opt', 'vim.opt_local', 'vim.v', 'vim.w', 'vim.wo' } }
-- Texts, a line for each.
files['lua/pursuit/demo/data'] = { max_line_length = false }
files['plugin'] = files['lua']
files['tests'] = { std = 'luajit+busted', globals = files['lua'].globals }
