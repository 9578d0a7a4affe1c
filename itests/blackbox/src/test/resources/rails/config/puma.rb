threads 1, 5
pidfile ENV["PIDFILE"] if ENV["PIDFILE"]
