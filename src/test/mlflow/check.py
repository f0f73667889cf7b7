"""Compares what an MLflow server has of a sweep with the sweep's ledger: check.py ADDRESS RESULTS SWEEP TRIALS."""

import json
import pathlib
import sys

from mlflow.tracking import MlflowClient

address, results, sweep, count = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
client = MlflowClient(address)
experiment = client.get_experiment_by_name(sweep)
assert experiment is not None, f"no experiment {sweep}"
runs = client.search_runs([experiment.experiment_id])
parents = [run for run in runs if "mlflow.parentRunId" not in run.data.tags]
children = {run.data.tags["sparing.trial_id"]: run for run in runs if "mlflow.parentRunId" in run.data.tags}
assert len(parents) == 1 and len(runs) == count + 1, [(run.info.run_name, run.info.status) for run in runs]
parent = parents[0]
assert parent.info.status == "FINISHED" and parent.info.run_name == sweep, parent.info
assert parent.data.metrics["trials"] == count, parent.data.metrics

trials = {}
for line in (results / sweep / "ledger.jsonl").read_text().splitlines():
    trial = json.loads(line)
    if "trial_id" in trial:
        trials[trial["trial_id"]] = trial
assert trials.keys() == children.keys(), (trials.keys(), children.keys())

points = files = 0
for key, trial in trials.items():
    run = children[key]
    assert run.data.tags["mlflow.parentRunId"] == parent.info.run_id
    assert run.data.tags["sparing.status"] == trial["status"]
    assert run.info.status == {"OK": "FINISHED", "FAILED": "FAILED"}[trial["status"]], run.info.status
    assert run.data.tags.get("sparing.failure_category") == trial.get("failure_category")
    for name in ("model", "strategy", "lora_rank", "epochs", "seed"):
        assert name in run.data.params, (name, run.data.params)
    assert run.data.params["lora_rank"] == str(trial["spec"]["lora_rank"])
    for name, value in trial["metrics"].items():
        assert abs(run.data.metrics[name] - value) <= 1e-9 * abs(value), name
    for name, field in (("train_loss", "train_loss"), ("validation_score", "validation_accuracy")):
        wanted = [(p["step"], p[field]) for p in trial["curve"] if field in p]
        found = [(m.step, m.value) for m in client.get_metric_history(run.info.run_id, name)]
        assert found == wanted, (name, found, wanted)
        points += len(found)
    names = {file.path for file in client.list_artifacts(run.info.run_id)}
    assert "result.json" in names, names
    saved = (results / sweep / "models" / key).is_dir()
    assert ("saved-model.json" in names) == saved, names
    local = client.download_artifacts(run.info.run_id, "result.json")
    assert json.loads(pathlib.Path(local).read_text())["trial_id"] == key
    files += len(names)

statuses = sorted(run.info.status for run in children.values())
print(f"{sweep}: {len(children)} nested runs {statuses}, {points} points of curves, {files} artefacts")
