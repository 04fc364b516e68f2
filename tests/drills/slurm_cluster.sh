#!/usr/bin/env bash
# A SLURM of one's own on this machine, for tests: two nodes, loopback only, no systemd, root or not.
#
#   cluster.sh install        Debian's packages, by apt-get (root); nothing else here installs anything
#   cluster.sh up FOLDER      start munged, slurmctld and two slurmd in a new folder; prints the variable to export
#   cluster.sh down FOLDER    cancel what still runs and stop exactly what `up` started there
#
# PORT sets the first of four ports (random), CPUS and MEMORY_MB what a node has, ARRAY the largest array.
set -euo pipefail
export PATH="$PATH:/usr/sbin"

install() {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends slurm-wlm munge
}

missing() {
    for program in munged slurmctld slurmd sbatch; do
        command -v "$program" > /dev/null || { echo "there is no $program; \`cluster.sh install\` brings it" >&2; exit 3; }
    done
}

free_ports() { # the first of four neighbours that nobody listens on
    for _ in $(seq 50); do
        first=$((20000 + RANDOM % 20000)) taken=0
        for port in 0 1 2 3; do
            if (exec 3<> "/dev/tcp/127.0.0.1/$((first + port))") 2> /dev/null; then taken=1; fi
        done
        if [ $taken = 0 ]; then echo "$first"; return; fi
    done
    echo "no free ports" >&2
    exit 1
}

up() {
    missing
    mkdir -p "$1"/{munge,state,spool.n1,spool.n2,log}
    base=$(cd "$1" && pwd) host=$(hostname -s) me=$(id -un) port=${PORT:-$(free_ports)}
    cpus=${CPUS:-$(nproc)} memory=${MEMORY_MB:-$(awk '/MemTotal/ { print int($2 / 1280) }' /proc/meminfo)}
    chmod 711 "$base" "$base/munge" # munged wants everybody to reach its socket
    (umask 077 && head -c 1024 /dev/urandom > "$base/munge/key")
    export SLURM_CONF="$base/slurm.conf"
    cat > "$SLURM_CONF" << CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmUser=$me
SlurmdUser=$me
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$base/munge/socket
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
SlurmctldPidFile=$base/slurmctld.pid
SlurmdPidFile=$base/slurmd.%n.pid
SlurmdSpoolDir=$base/spool.%n
StateSaveLocation=$base/state
SlurmctldLogFile=$base/log/slurmctld.log
SlurmdLogFile=$base/log/slurmd.%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_min_interval=100000,bf_interval=2
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
ReturnToService=2
JobRequeue=1
KillWait=3
MaxArraySize=${ARRAY:-1001}
SlurmdParameters=config_overrides
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=$cpus RealMemory=$memory
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 2)) CPUs=$cpus RealMemory=$memory
PartitionName=debug Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
CONF
    munged --key-file="$base/munge/key" --socket="$base/munge/socket" --pid-file="$base/munged.pid" \
        --log-file="$base/log/munged.log" --seed-file="$base/munge/seed" --num-threads=2
    slurmctld -f "$SLURM_CONF"
    slurmd -f "$SLURM_CONF" -N n1
    slurmd -f "$SLURM_CONF" -N n2
    for _ in $(seq 200); do
        if [ "$(sinfo --noheader --states=idle --format=%D 2> /dev/null)" = 2 ]; then
            echo "SLURM_CONF=$SLURM_CONF"
            return
        fi
        sleep 0.1
    done
    echo "SLURM did not start; its words are in $base/log" >&2
    down "$base"
    exit 1
}

down() {
    base=$(cd "$1" && pwd)
    export SLURM_CONF="$base/slurm.conf"
    scancel --user="$(id -un)" 2> /dev/null || true
    for _ in $(seq 100); do
        if [ -z "$(squeue --noheader 2> /dev/null)" ]; then break; fi
        sleep 0.1
    done
    for pid in $(pgrep -x slurmstepd || true); do # of a job that a killed controller has forgotten; slurmd waits for it
        if ls -l "/proc/$pid/fd" 2> /dev/null | grep -qs -- "$base/"; then kill -9 "$pid" 2> /dev/null || true; fi
    done
    for daemon in slurmd.n1 slurmd.n2 slurmctld munged; do
        pid=$(cat "$base/$daemon.pid" 2> /dev/null || true)
        if [ -z "$pid" ] || ! grep -qs -- "$base" "/proc/$pid/cmdline"; then continue; fi # gone, or another's number
        kill "$pid" 2> /dev/null || continue
        for _ in $(seq 100); do
            if ! kill -0 "$pid" 2> /dev/null; then break; fi
            sleep 0.1
        done
        if kill -0 "$pid" 2> /dev/null; then echo "$daemon ($pid) does not end" >&2; fi
    done
}

case "${1:-}" in
    install) install ;;
    up | down) "$1" "${2:?which folder?}" ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
