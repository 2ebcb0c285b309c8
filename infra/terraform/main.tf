# The function sync with all that it needs, as serverless.yml makes it. test/unit/infra/terraform.test.ts holds both
# against each other.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.region
}

resource "aws_cloudwatch_log_group" "sync" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

resource "aws_lambda_function" "sync" {
  function_name    = var.name
  description      = "Keeps Route 53 in step with a Kubernetes cluster"
  role             = aws_iam_role.sync.arn
  filename         = var.zip
  source_code_hash = filebase64sha256(var.zip)
  handler          = "dist/sync.handler"
  runtime          = "nodejs24.x"
  architectures    = [var.architecture]
  layers           = var.layers
  tags             = var.tags

  # serverless.yml has the reasons of these three.
  timeout                        = 300
  memory_size                    = 1024
  reserved_concurrent_executions = var.concurrency

  environment {
    variables = var.settings
  }

  tracing_config {
    mode = "Active"
  }

  dynamic "vpc_config" {
    for_each = length(var.subnets) > 0 ? [1] : []
    content {
      subnet_ids         = var.subnets
      security_group_ids = var.security_groups
    }
  }

  depends_on = [aws_cloudwatch_log_group.sync, aws_iam_role_policy.sync]
}

# The next minute's run does what a failed one did not: repeating an old one late helps nobody.
resource "aws_lambda_function_event_invoke_config" "sync" {
  function_name                = aws_lambda_function.sync.function_name
  maximum_retry_attempts       = 0
  maximum_event_age_in_seconds = 60

  destination_config {
    on_failure {
      destination = aws_sqs_queue.failed_runs.arn
    }
  }
}

# Holds the event and the error of a scheduled run that failed, for a day.
resource "aws_sqs_queue" "failed_runs" {
  name                      = "${var.name}-failed-runs"
  message_retention_seconds = 86400
  sqs_managed_sse_enabled   = true
  tags                      = var.tags
}

resource "aws_scheduler_schedule" "sync" {
  name                = var.name
  description         = "Runs ${var.name}"
  schedule_expression = var.schedule_expression
  state               = var.scheduled ? "ENABLED" : "DISABLED"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_function.sync.arn
    role_arn = aws_iam_role.schedule.arn

    retry_policy {
      maximum_retry_attempts       = 0
      maximum_event_age_in_seconds = 60
    }
  }
}
