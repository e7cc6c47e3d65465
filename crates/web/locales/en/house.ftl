# The pages about the house itself, by name.
house-rooms = The house
house-health = Health
house-channels = Ways in and out
house-queues = Queues
house-settings = Settings
house-staff = Staff and board
house-policies = Policies
house-destinations = Destinations
