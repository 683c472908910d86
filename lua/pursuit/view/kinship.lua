---The chain of a deal: what it follows and what follows it; each line leads to its deal.
return {
  call = 'kinship',
  render = require('pursuit.render.kinship').page,
}
