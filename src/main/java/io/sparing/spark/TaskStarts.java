package io.sparing.spark;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Reports which partitions of one job group are given to a slot for the first time. */
final class TaskStarts extends SparkListener {

  private final String group;
  private final IntConsumer started;
  private final Set<Integer> stages = ConcurrentHashMap.newKeySet();

  TaskStarts(String group, IntConsumer started) {
    this.group = group;
    this.started = started;
  }

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    if (job.properties() != null
        && group.equals(job.properties().getProperty("spark.jobGroup.id"))) {
      job.stageInfos().foreach(stage -> stages.add(stage.stageId()));
    }
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart task) {
    if (stages.contains(task.stageId()) && task.taskInfo().attemptNumber() == 0) {
      started.accept(task.taskInfo().partitionId());
    }
  }
}
