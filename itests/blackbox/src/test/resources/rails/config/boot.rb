# Gems come from Debian's packages: there is nothing for Bundler to do.
require "logger"
