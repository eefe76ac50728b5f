/**
 * Jobs: work that outlives a request. A queue in the database with leases, retries, delays, priorities and progress,
 * shared by all processes of an installation. A job is added inside the transaction it belongs to and runs at least
 * once; a job whose name nobody defines waits. This room refuses to know what a job does, to run one twice at the same
 * time, and to forget a failure. Words it owns: job, attempt, lease, worker, progress.
 */
export { type JobsDoctor, jobsChecks } from './doctor/jobs-checks.ts';
export type { AddOptions, DefineOptions, Job, JobState } from './job.ts';
export { jobStates } from './job.ts';
export { createJobs, type JobCounts, type Jobs, type JobsOptions, type RunAllOptions, type WorkOptions } from './jobs.ts';
export { addHookJobs, jobsContribution } from './jobs-contribution.ts';
export { hookJobName, pluginJobName } from './plugin-job-names.ts';
