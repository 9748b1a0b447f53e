// Runs on any Node there ever was, so that an old one gets a sentence.
var least = 18

function requireNode(version) {
  var major = Number(String(version).replace(/^v/, "").split(".")[0])
  if (major >= least) return null
  return "Nabla needs Node " + least + " or later to start; this is Node " + version + ". A newer one is at https://nodejs.org."
}

module.exports = { requireNode: requireNode }
