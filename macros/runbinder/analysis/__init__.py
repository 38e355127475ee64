"""Pure questions to a binder: what is due, how long recovery takes, what is lost if somebody is gone."""
