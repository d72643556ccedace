// Every test starts processes of its own; more at once than two only makes all of them slow.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
