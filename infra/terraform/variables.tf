variable "name" {
  description = "Name of the function, and the beginning of the names of everything else."
  type        = string
  default     = "dns-herald"
}

variable "zip" {
  description = "Path of the function's zip, as npm run release makes it: dns-herald-sync-VERSION.zip."
  type        = string
}

variable "settings" {
  description = "Variables of docs/configuration.md. A list has one value a line. The role follows from them: what they make the function call is granted."
  type        = map(string)

  validation {
    condition     = alltrue([for name in keys(var.settings) : startswith(name, "EXTERNAL_DNS_") || startswith(name, "POWERTOOLS_") || name == "KUBECONFIG"])
    error_message = "Settings are variables that begin with EXTERNAL_DNS_ or POWERTOOLS_, and KUBECONFIG."
  }

  validation {
    condition     = lookup(var.settings, "EXTERNAL_DNS_SOURCE", "") != ""
    error_message = "Set EXTERNAL_DNS_SOURCE: no source is read without it."
  }
}

variable "zones" {
  description = "ARNs of the hosted zones that may be read and changed, such as arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ."
  type        = list(string)
}

variable "record_names" {
  description = "Patterns of the record names that may be changed, in lower case without a dot at the end; the names of ownership records are among them."
  type        = list(string)
  default     = ["*"]
}

variable "record_types" {
  description = "Types of the records that may be changed; the type of ownership records (TXT) is among them."
  type        = list(string)
  default     = ["*"]
}

variable "kubeconfig_key" {
  description = "ARN of the KMS key of the secret or parameter that holds the kubeconfig, where it is not AWS's own."
  type        = string
  default     = null
}

variable "layers" {
  description = "ARNs of layers, such as one that holds a kubeconfig; its files lie under /opt."
  type        = list(string)
  default     = []
}

variable "subnets" {
  description = "Subnets of a VPC from which the cluster is reached, where it has no public endpoint."
  type        = list(string)
  default     = []
}

variable "security_groups" {
  description = "Security groups of the function in that VPC."
  type        = list(string)
  default     = []
}

variable "scheduled" {
  description = "False pauses the schedule and leaves everything else in place."
  type        = bool
  default     = true
}

variable "schedule_expression" {
  description = "How often the cluster and DNS are compared."
  type        = string
  default     = "rate(1 minute)"
}

variable "concurrency" {
  description = "Runs at once. The Lease in the cluster lets only one of them write. -1 sets no limit."
  type        = number
  default     = 5
}

variable "architecture" {
  description = "Processor: arm64, or x86_64 where a region lacks it."
  type        = string
  default     = "arm64"
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 30
}

variable "tags" {
  description = "Tags of everything that can have them."
  type        = map(string)
  default     = {}
}
