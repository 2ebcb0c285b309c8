terraform {
  required_version = ">= 1.5"

  required_providers {
    # The first version that was tried with the runtime nodejs24.x is 6.19.
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.20"
    }
  }
}
