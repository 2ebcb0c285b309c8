# What the function may do: the calls that its settings make it do, and no more. What the schedule may do: invoke it.

locals {
  setting = { for name in [
    "AWS_ASSUME_ROLE",
    "AWS_ZONE_TAGS",
    "DYNAMODB_REGION",
    "DYNAMODB_TABLE",
    "EKS_ASSUME_ROLE",
    "EKS_CLUSTER_NAME",
    "EKS_REGION",
    "EVENT_BUS",
    "KUBECONFIG",
    "REGISTRY",
  ] : name => lookup(var.settings, "EXTERNAL_DNS_${name}", "") }

  # With a role for the cluster it is that role that describes it.
  describes_cluster = local.setting.EKS_CLUSTER_NAME != "" && local.setting.EKS_ASSUME_ROLE == ""
  cluster_region    = coalesce(local.setting.EKS_REGION, local.region)
  cluster           = "arn:${local.partition}:eks:${local.cluster_region}:${local.account}:cluster/${local.setting.EKS_CLUSTER_NAME}"

  table_region = coalesce(local.setting.DYNAMODB_REGION, local.region)
  table_name   = coalesce(local.setting.DYNAMODB_TABLE, "external-dns")
  table        = "arn:${local.partition}:dynamodb:${local.table_region}:${local.account}:table/${local.table_name}"

  # A bus is given by its name or by its ARN.
  event_bus = startswith(local.setting.EVENT_BUS, "arn:") ? local.setting.EVENT_BUS : "arn:${local.partition}:events:${local.region}:${local.account}:event-bus/${local.setting.EVENT_BUS}"
}

data "aws_iam_policy_document" "sync" {
  # Zones cannot be listed one by one: the action knows no resource.
  statement {
    actions   = ["route53:ListHostedZones"]
    resources = ["*"]
  }

  statement {
    actions   = ["route53:ListResourceRecordSets"]
    resources = var.zones
  }

  dynamic "statement" {
    for_each = local.setting.AWS_ZONE_TAGS == "" ? [] : [1]
    content {
      actions   = ["route53:ListTagsForResources"]
      resources = var.zones
    }
  }

  # An update is a deletion and a creation in one batch. Names are lower case, without a dot at the end.
  statement {
    actions   = ["route53:ChangeResourceRecordSets"]
    resources = var.zones

    condition {
      test     = "ForAllValues:StringEquals"
      variable = "route53:ChangeResourceRecordSetsActions"
      values   = ["CREATE", "DELETE"]
    }

    condition {
      test     = "ForAllValues:StringLike"
      variable = "route53:ChangeResourceRecordSetsNormalizedRecordNames"
      values   = var.record_names
    }

    condition {
      test     = "ForAllValues:StringLike"
      variable = "route53:ChangeResourceRecordSetsRecordTypes"
      values   = var.record_types
    }
  }

  dynamic "statement" {
    for_each = compact([local.setting.AWS_ASSUME_ROLE, local.setting.EKS_ASSUME_ROLE])
    content {
      actions   = ["sts:AssumeRole"]
      resources = [statement.value]
    }
  }

  # TransactWriteItems has no action of its own.
  dynamic "statement" {
    for_each = local.setting.REGISTRY == "dynamodb" ? [1] : []
    content {
      actions   = ["dynamodb:Scan", "dynamodb:PutItem", "dynamodb:DeleteItem"]
      resources = [local.table]
    }
  }

  dynamic "statement" {
    for_each = local.setting.EVENT_BUS == "" ? [] : [1]
    content {
      actions   = ["events:PutEvents"]
      resources = [local.event_bus]
    }
  }

  dynamic "statement" {
    for_each = local.describes_cluster ? [1] : []
    content {
      actions   = ["eks:DescribeCluster"]
      resources = [local.cluster]
    }
  }

  dynamic "statement" {
    for_each = can(regex("^arn:[^:]+:secretsmanager:", local.setting.KUBECONFIG)) ? [1] : []
    content {
      actions   = ["secretsmanager:GetSecretValue"]
      resources = [local.setting.KUBECONFIG]
    }
  }

  dynamic "statement" {
    for_each = can(regex("^arn:[^:]+:ssm:", local.setting.KUBECONFIG)) ? [1] : []
    content {
      actions   = ["ssm:GetParameter"]
      resources = [local.setting.KUBECONFIG]
    }
  }

  # By way of these services alone, which decrypt in the name of the function.
  dynamic "statement" {
    for_each = var.kubeconfig_key == null ? [] : [1]
    content {
      actions   = ["kms:Decrypt"]
      resources = [var.kubeconfig_key]

      condition {
        test     = "StringLike"
        variable = "kms:ViaService"
        values   = ["secretsmanager.*", "ssm.*"]
      }
    }
  }

  # Lambda puts what failed there in the name of the function.
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.failed_runs.arn]
  }

  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.sync.arn}:*"]
  }

  # X-Ray knows no resource for these.
  statement {
    actions   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "lambda_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "sync" {
  name_prefix        = "${var.name}-"
  assume_role_policy = data.aws_iam_policy_document.lambda_trust.json
  tags               = var.tags
}

resource "aws_iam_role_policy" "sync" {
  name   = "sync"
  role   = aws_iam_role.sync.id
  policy = data.aws_iam_policy_document.sync.json
}

resource "aws_iam_role_policy_attachment" "vpc" {
  count      = length(var.subnets) > 0 ? 1 : 0
  role       = aws_iam_role.sync.id
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
}

data "aws_iam_policy_document" "schedule_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }
  }
}

data "aws_iam_policy_document" "schedule" {
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = [aws_lambda_function.sync.arn]
  }
}

resource "aws_iam_role" "schedule" {
  name_prefix        = "${var.name}-schedule-"
  assume_role_policy = data.aws_iam_policy_document.schedule_trust.json
  tags               = var.tags
}

resource "aws_iam_role_policy" "schedule" {
  name   = "invoke"
  role   = aws_iam_role.schedule.id
  policy = data.aws_iam_policy_document.schedule.json
}
