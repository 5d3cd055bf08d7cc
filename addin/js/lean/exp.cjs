/** What stands for stdlib's exp in the bundles: the engine's own, which is as good and is there. */

module.exports = Math.exp;
