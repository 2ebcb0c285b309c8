"""moto's server, whose CloudFormation also makes what it otherwise skips: each type below by the call of the service's
own API that makes it, which moto does know. As in CloudFormation, `AWS::NoValue` leaves no gap in a list, a managed policy
goes with its stack, and a change set changes the outputs."""

import os
import sys

import boto3
from moto.cloudformation import parsing
from moto.cloudformation.models import CloudFormationBackend
from moto.core.common_models import CloudFormationModel
from moto.iam.models import ManagedPolicy
from moto.server import main

endpoint = f"http://127.0.0.1:{sys.argv[sys.argv.index('-p') + 1]}"
os.environ.setdefault("AWS_ACCESS_KEY_ID", "test")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "test")


def client(service, region):
    return boto3.client(service, region_name=region, endpoint_url=endpoint)


def alarm(name, properties):
    """The API takes no text for a number, as a parameter is."""
    return {"AlarmName": name, **properties, "EvaluationPeriods": int(properties["EvaluationPeriods"])}


# type: service, the call that makes it and its input, the call that deletes it and its input, the key of its name
TYPES = {
    "AWS::CloudWatch::Alarm": (
        "cloudwatch", "put_metric_alarm", alarm,
        "delete_alarms", lambda made: {"AlarmNames": [made["AlarmName"]]}, "AlarmName",
    ),
    "AWS::Lambda::EventInvokeConfig": (
        "lambda", "put_function_event_invoke_config", lambda _, properties: properties,
        "delete_function_event_invoke_config", lambda made: {"FunctionName": made["FunctionName"]}, "FunctionName",
    ),
    "AWS::Scheduler::Schedule": (
        "scheduler", "create_schedule", lambda name, properties: {"Name": name, **properties},
        "delete_schedule", lambda made: {"Name": made["Name"]}, "Name",
    ),
}


def teach(kind, service, create, request, delete, deletion, key):
    class Resource(CloudFormationModel):
        # moto reads the service from the second part.
        __module__ = f"moto.{service}"

        def __init__(self, made, account, region):
            self.made = made
            self.arn = f"arn:aws:{service}:{region}:{account}:alarm:{made[key]}"

        @property
        def physical_resource_id(self):
            return self.made[key]

        @staticmethod
        def cloudformation_name_type():
            return ""

        @staticmethod
        def cloudformation_type():
            return kind

        @classmethod
        def has_cfn_attr(cls, attr):
            return attr == "Arn"

        def get_cfn_attribute(self, _):
            return self.arn

        @classmethod
        def create_from_cloudformation_json(cls, name, template, account, region, **_):
            made = request(name, template["Properties"])
            getattr(client(service, region), create)(**made)
            return cls(made, account, region)

        def delete(self, _, region):
            calls = client(service, region)
            try:
                getattr(calls, delete)(**deletion(self.made))
            except calls.exceptions.ResourceNotFoundException:
                pass  # It went with what it belongs to.

    return Resource


def delete_policy(policy, _, region):
    """Fails, as in CloudFormation, until the roles are gone; moto tries again."""
    client("iam", region).delete_policy(PolicyArn=policy.arn)


ManagedPolicy.delete = delete_policy
taught = [teach(kind, *row) for kind, row in TYPES.items()]

clean = parsing.clean_json


def clean_without_gaps(value, resources):
    cleaned = clean(value, resources)
    return [each for each in cleaned if each is not None] if isinstance(cleaned, list) else cleaned


parsing.clean_json = clean_without_gaps

execute = CloudFormationBackend.execute_change_set


def execute_with_outputs(backend, *arguments, **named):
    execute(backend, *arguments, **named)
    for stack in backend.stacks.values():
        stack._parse_template()
        stack.resource_map._template = stack.template_dict
        stack.resource_map.load_conditions()
        stack.output_map = stack._create_output_map()


CloudFormationBackend.execute_change_set = execute_with_outputs
main()
