output "function_name" {
  description = "Name of the function, for aws lambda invoke."
  value       = aws_lambda_function.sync.function_name
}

output "role_arn" {
  description = "Role of the function: the principal of the cluster's access entry, or of the trust policy of a role that it assumes."
  value       = aws_iam_role.sync.arn
}

output "let_in" {
  description = "Puts the function into the group of the cluster that infra/kubernetes gives its rights to."
  value       = local.describes_cluster ? "aws eks create-access-entry --region ${local.cluster_region} --cluster-name ${local.setting.EKS_CLUSTER_NAME} --principal-arn ${aws_iam_role.sync.arn} --kubernetes-groups dns-herald" : null
}

output "examine" {
  description = "Tries each permission on both sides, and changes nothing."
  value       = "aws lambda invoke --region ${local.region} --function-name ${aws_lambda_function.sync.function_name} --cli-binary-format raw-in-base64-out --payload '{\"doctor\":true}' /dev/stdout"
}

output "failed_runs_url" {
  description = "The queue of scheduled runs that failed."
  value       = aws_sqs_queue.failed_runs.url
}
