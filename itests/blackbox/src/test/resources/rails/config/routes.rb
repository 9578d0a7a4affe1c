Rails.application.routes.draw do
  scope "/shop" do
    get "/", to: "orders#index"
    post "/orders", to: "orders#create"
    get "/orders/:id", to: "orders#show"
  end
end
