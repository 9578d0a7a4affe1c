class OrdersController < ActionController::Base
  skip_forgery_protection

  def index
    render html: "<h1>Shop</h1><p>pid #{Process.pid}</p>".html_safe
  end

  def create
    OrderJob.perform_async(params.require(:id))
    head :accepted
  end

  def show
    state = Sidekiq.redis { |redis| redis.get("order:#{params[:id]}") }
    state ? render(plain: state) : head(:not_found)
  end
end
