# toml++ and nlohmann-json are headers only: nothing to link.
