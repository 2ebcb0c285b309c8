module dns-herald.io/test/real/connector

go 1.26
