class OrderJob
  include Sidekiq::Worker

  def perform(id)
    Sidekiq.redis { |redis| redis.set("order:#{id}", "done by #{Process.pid}") }
  end
end
