require_relative "boot"
require "rails"
require "action_controller/railtie"
require "sidekiq"

REDIS = { url: ENV.fetch("REDIS_URL") }.freeze
Sidekiq.configure_server { |config| config.redis = REDIS }
Sidekiq.configure_client { |config| config.redis = REDIS }

class Shop < Rails::Application
  config.load_defaults 6.1
  config.eager_load = true
  config.hosts.clear
  config.secret_key_base = "only for tests"
  config.logger = Logger.new($stdout)
  config.log_level = :info
end
