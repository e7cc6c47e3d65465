"""Reads lines, answers with the seconds that drain3 took over them, and the template that it has for each after the last one."""

import re
import sys
import time

from drain3 import TemplateMiner
from drain3.template_miner_config import TemplateMinerConfig

config = TemplateMinerConfig()
if len(sys.argv) > 1:
    config.load(sys.argv[1])
    config.profiling_enabled = False
miner = TemplateMiner(config=config)
lines = sys.stdin.read().split("\n")[:-1]
began = time.perf_counter()
ids = [miner.add_log_message(line)["cluster_id"] for line in lines]
print(time.perf_counter() - began)
texts = {cluster.cluster_id: cluster.get_template() for cluster in miner.drain.clusters}
for line_id in ids:
    # Named masks count as wildcards.
    print(re.sub(r"<[A-Z_]+>", "<*>", texts[line_id]))
