#!/bin/sh
# Make a Cloud Run job that syncs a Sheet, and have Cloud Scheduler start it every hour on working
# days. No key: the job is the service account. Run it in the project's own folder:
#
#   PROJECT=my-project REGION=europe-west1 SHEET='https://docs.google.com/…' sh addin/google/schedules/cloud-run/deploy.sh
#
# Then share the Sheet with the address that it prints, as an editor.
set -eu
: "${PROJECT:?name your Google Cloud project}" "${REGION:?such as europe-west1}" "${SHEET:?the address of the Sheet}"
account="funnel-sync@$PROJECT.iam.gserviceaccount.com"
image="$REGION-docker.pkg.dev/$PROJECT/funnel/sync"

gcloud services enable --project="$PROJECT" sheets.googleapis.com run.googleapis.com \
  cloudscheduler.googleapis.com artifactregistry.googleapis.com cloudbuild.googleapis.com
gcloud iam service-accounts describe "$account" --project="$PROJECT" >/dev/null 2>&1 ||
  gcloud iam service-accounts create funnel-sync --project="$PROJECT"
gcloud artifacts repositories describe funnel --project="$PROJECT" --location="$REGION" >/dev/null 2>&1 ||
  gcloud artifacts repositories create funnel --project="$PROJECT" --location="$REGION" \
    --repository-format=docker

# Cloud Build looks for the Dockerfile at the top of what it is sent
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git archive HEAD | tar -x -C "$work"
cp "$here/Dockerfile" "$work/Dockerfile"
gcloud builds submit "$work" --project="$PROJECT" --tag="$image"

# a failed run is not repeated: status 3 says that a person's edit was kept
gcloud run jobs deploy funnel-sync --project="$PROJECT" --region="$REGION" --image="$image" \
  --service-account="$account" --args="$SHEET" --max-retries=0 --task-timeout=5m

gcloud run jobs add-iam-policy-binding funnel-sync --project="$PROJECT" --region="$REGION" \
  --member="serviceAccount:$account" --role=roles/run.invoker
gcloud scheduler jobs describe funnel-sync --project="$PROJECT" --location="$REGION" >/dev/null 2>&1 && do=update || do=create
gcloud scheduler jobs "$do" http funnel-sync --project="$PROJECT" --location="$REGION" \
  --schedule="7 7-19 * * 1-5" --time-zone=Etc/UTC --http-method=POST \
  --uri="https://run.googleapis.com/v2/projects/$PROJECT/locations/$REGION/jobs/funnel-sync:run" \
  --oauth-service-account-email="$account"

echo "Share the Sheet with $account as an editor. Try it: gcloud run jobs execute funnel-sync --project=$PROJECT --region=$REGION --wait"
